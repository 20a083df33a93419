import type { ConsoleApp } from '../../tests/support/console-app.ts'
import { until } from '../../tests/support/fleet-server.ts'
import { DevicesPage } from '../../tests/support/page-objects.ts'
import { listOperations } from './operations.ts'
import type { Plan, PlannedEdit } from './plan.ts'
import type { Transcript } from './transcript.ts'

/** The first ones key by key, as a person would; the others are put into the same fields at once. */
const TYPED_EDITS = 8
/** An edit that leaves the device's name and thus its place in the list alone. */
export const PICTURED_EDIT = 2

/** Everything is entered in the window, as an operator would; after each step the window has to say so. */
export async function enterPlan(app: ConsoleApp, transcript: Transcript, plan: Plan): Promise<void> {
  const page = new DevicesPage(app)
  for (const [index, edit] of plan.edits.entries()) {
    await enterEdit(page, edit, index < TYPED_EDITS)
    await app.waitForPending(index + 1)
    if (index === PICTURED_EDIT) await takePictureOfEdit(app, transcript, edit)
  }
  transcript.say(`${plan.edits.length} devices were edited in the panel, ${TYPED_EDITS} of them key by key.`)
  await editAgain(app, page, plan)
  transcript.say(`${plan.again.length} of them were edited once more: each goes together with what was still waiting.`)
  await page.closeDetails()
  for (const [index, { deviceId, deviceName }] of plan.commands.entries()) {
    await page.open(deviceId, deviceName)
    await app.details.getByRole('button', { name: 'Reload', exact: true }).click()
    await app.waitForPending(plan.edits.length + index + 1)
  }
  transcript.say(`${plan.commands.length} devices were told to reload.`)
  await page.closeDetails()
  const before = plan.edits.length + plan.commands.length
  const names = plan.tag.devices.map((device) => device.name)
  await page.addTag(plan.tag.site, names, plan.tag.tag)
  await app.waitForPending(before + names.length)
  transcript.say(`${names.length} devices of ${plan.tag.site} were given the tag “${plan.tag.tag}” together.`)
  for (const [index, device] of plan.devices.entries()) {
    await app.create(device.texts)
    await app.waitForPending(before + names.length + index + 1)
  }
  transcript.say(`${plan.devices.length} devices were created.`)
  await page.closeDetails()
}

/** Nothing is added to what waits: the strip shows the same number, and history the edits that were carried along. */
async function editAgain(app: ConsoleApp, page: DevicesPage, plan: Plan): Promise<void> {
  for (const [index, edit] of plan.again.entries()) {
    await enterEdit(page, edit, true)
    await until('the second edit has taken the first one along', async () => {
      return (await listOperations(app, 'history', ['merged'])).length === index + 1
    })
    await app.waitForPending(plan.edits.length)
  }
}

async function enterEdit(page: DevicesPage, edit: PlannedEdit, isTyped: boolean): Promise<void> {
  await page.open(edit.deviceId, edit.deviceName)
  for (const [field, value] of Object.entries(edit.texts)) {
    if (isTyped) await page.type(field, value)
    else await page.paste(field, value)
  }
  if (edit.playlistName !== null) await page.choosePlaylist(edit.playlistName)
  await page.save()
}

async function takePictureOfEdit(app: ConsoleApp, transcript: Transcript, edit: PlannedEdit): Promise<void> {
  await showAmongItsSite(app, edit)
  await app.details.getByRole('button', { name: 'Roll back' }).first().waitFor()
  await app.page.screenshot({ path: transcript.picture('detail-panel-with-edit') })
}

/** The device's details beside the list of its whole site. */
export async function showAmongItsSite(app: ConsoleApp, edit: PlannedEdit): Promise<void> {
  const page = new DevicesPage(app)
  await page.search.fill(edit.deviceName.replace(/ \d+$/, ''))
  await page.row(edit.deviceId).click()
  await app.details.getByText('Changes of this device').waitFor()
  await app.page.mouse.move(0, 0)
}
