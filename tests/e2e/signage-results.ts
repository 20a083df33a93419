import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type AcceptedOperation, judgeAudit } from '../support/audit.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import type { AuditEffect } from '../support/fleet-server.ts'
import { expect } from './fixtures.ts'

/** Each kind, and what stands above its widget. */
export const TEN_WIDGETS = [
  ['Number', 'Devices offline'],
  ['Gauge', 'Devices available'],
  ['Promise', 'Devices available'],
  ['Clock', 'Clock'],
  ['Time series', 'Events a second'],
  ['Bars', 'Devices by place'],
  ['Places', 'Devices by place'],
  ['Events', 'What happens'],
  ['Queue', 'Changes on this PC'],
  ['Alarm ticker', 'Latest alarms'],
] as const

/** What the shift comes to. Two changes of what the server had not seen yet went as one. */
const DONE = [
  ...['create playlist', 'update playlist', 'create schedule', 'update schedule', 'update playlist'],
  ...['update schedule', 'create wallboard', 'update wallboard', 'create content'],
]

interface DoneOperation extends AcceptedOperation {
  readonly kind: string
  readonly entityType: string
  readonly state: string
}

/** All ten widgets are drawn in each of two windows, and the devices that are lost are counted there. */
export async function expectWalls(walls: readonly Page[], lost: number): Promise<void> {
  expect(walls).toHaveLength(2)
  for (const wall of walls) {
    const board = wall.getByRole('region', { name: 'Night wall', exact: true })
    for (const [, name] of TEN_WIDGETS) {
      await expect(board.getByRole('article', { name, exact: true }).first()).toBeVisible()
    }
    await expect(board.getByRole('img', { name: /^Devices available: .* between 0 and 100$/ })).toBeVisible()
    await expect(board.getByRole('article', { name: 'Devices offline' }).getByText(String(lost))).toBeVisible()
  }
}

/** The console’s own list of what it has done, against every effect that the server has recorded of it. */
export async function expectDoneOnce(app: ConsoleApp, effects: readonly AuditEffect[]): Promise<void> {
  const asked = { scope: 'history', offset: 0, limit: 100 }
  const { value } = (await app.request('operations:list', asked)) as { value: { operations: DoneOperation[] } }
  const done = value.operations.filter(({ state }) => state !== 'merged')
  expect(done.filter(({ state }) => state !== 'applied')).toEqual([])
  expect(done.map(({ kind, entityType }) => `${kind} ${entityType}`).toReversed()).toEqual(DONE)
  const { applied, ...faults } = judgeAudit(done, effects)
  expect(applied).toHaveLength(DONE.length)
  expect(faults).toEqual({ lost: [], duplicated: [], reordered: [], foreign: [] })
}

export async function expectNoFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`)).toEqual([])
}
