import type { ConsoleApp } from '../../tests/support/console-app.ts'
import { DevicesPage } from '../../tests/support/page-objects.ts'
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
  await page.closeDetails()
  const names = plan.tag.devices.map((device) => device.name)
  await page.addTag(plan.tag.site, names, plan.tag.tag)
  await app.waitForPending(plan.edits.length + names.length)
  transcript.say(`${names.length} devices of ${plan.tag.site} were given the tag “${plan.tag.tag}” together.`)
  for (const [index, device] of plan.devices.entries()) {
    await app.create(device.texts)
    await app.waitForPending(plan.edits.length + names.length + index + 1)
  }
  transcript.say(`${plan.devices.length} devices were created.`)
  await page.closeDetails()
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
