import type { Locator } from '@playwright/test'
import { z } from 'zod'
import type { AlertReported } from '#shared/domain/entities.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { KeyboardOnly } from '../support/keyboard-only.ts'
import { makeConflicts } from '../support/many-conflicts.ts'
import { expect, nameOf, test } from './shift-fleet.ts'

const CONFLICTS = 12
const MAX_STEPS = 40
const totalSchema = z.object({ value: z.object({ total: z.number() }) })

async function waiting(app: ConsoleApp, text: string): Promise<number> {
  const answer = await app.request('operations:list', { scope: 'pending', text, offset: 0, limit: 1 })
  return totalSchema.parse(answer).value.total
}

/** Types into the palette, goes down to what is found in the group, and takes it. */
async function take(app: ConsoleApp, keys: KeyboardOnly, text: string, group: string): Promise<void> {
  await keys.press('Control+k')
  const box = app.page.getByRole('combobox', { name: /^Find/ })
  await expect(box).toBeFocused()
  await keys.type(text)
  const found = app.page.getByRole('group', { name: group, exact: true }).getByRole('option').first()
  await expect(found).toBeVisible()
  for (let steps = 0; (await found.getAttribute('aria-selected')) !== 'true'; steps += 1) {
    if (steps === MAX_STEPS) throw new Error(`${MAX_STEPS} steps do not reach ${group}`)
    await keys.press('ArrowDown')
  }
  await keys.press('Enter')
  await expect(box).toHaveCount(0)
}

const active = ({ page }: ConsoleApp): Locator => page.locator('[data-grid] [data-active]')

test('the palette finds an alarm, a conflict and a waiting change, and commands all devices of a place, by keys alone', async ({
  start,
  server,
}) => {
  const app = await start()
  await app.waitForConnection('online')
  await makeConflicts(app, server, CONFLICTS)
  const devices = await server.entities('device')
  const commanded = devices[CONFLICTS + 1]
  const clashing = devices[1]
  const alarm = (await server.entities('alert')).find(({ data }) => data['acknowledged'] !== true)
  if (commanded === undefined || clashing === undefined || alarm === undefined)
    throw new Error('the fleet is too small')
  const reload = { kind: 'command', entityType: 'device', entityId: commanded.id, command: 'reload' }
  await app.request('operations:enqueue', { intents: [reload] })
  const keys = await KeyboardOnly.of(app)
  const heading = (name: string | RegExp) => app.page.getByRole('heading', { level: 1, name })

  const { deviceId, message } = alarm.reported as unknown as AlertReported
  await take(app, keys, `alarm ${deviceId} ${message}`, 'Alarms')
  await expect(heading(/alarms/i)).toBeVisible()
  await expect(active(app)).toHaveAttribute('data-alarm-id', alarm.id)

  await take(app, keys, `conflict ${nameOf(clashing)} location`, 'Conflicts')
  await expect(heading('Conflicts')).toBeVisible()
  await expect(active(app)).toContainText(nameOf(clashing))

  await take(app, keys, `${nameOf(commanded)} reload`, 'Waiting changes')
  await expect(heading('Pending operations')).toBeVisible()
  await expect(active(app)).toContainText(nameOf(commanded))

  await keys.press('Alt+ArrowLeft')
  await expect(heading('Conflicts')).toBeVisible()
  await expect(active(app)).toContainText(nameOf(clashing))
  await keys.press('Alt+ArrowRight')
  await expect(heading('Pending operations')).toBeVisible()
  await expect(active(app)).toContainText(nameOf(commanded))

  const site = String(commanded.data['site'])
  const there = devices.filter(({ data }) => data['site'] === site).length
  await take(app, keys, `reboot all at ${site}`, 'Commands for several devices')
  const question = app.page.getByRole('alertdialog', { name: `Reboot ${there} devices?` })
  await expect(question).toBeVisible()
  expect(await waiting(app, 'reboot')).toBe(0)
  await keys.tabTo('button', `Reboot ${there} devices`)
  await keys.press('Enter')
  await expect.poll(() => waiting(app, 'reboot')).toBe(there)

  await keys.press('Control+k')
  const offered = app.page.getByRole('group', { name: 'Used last' }).getByRole('option')
  await expect(offered.first()).toContainText(`Reboot all ${there} at ${site}`)
  await expect(offered).toHaveCount(4)
  await keys.end()
})
