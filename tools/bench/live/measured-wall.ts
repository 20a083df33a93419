import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { Binding, BoardData, BoardWidget } from '../../../src/shared/board/document.ts'
import type { ConsoleApp } from '../../../tests/support/console-app.ts'
import { untilReady } from '../../../tests/support/windows.ts'

export const WALL_WIDGETS = 40
export const WALL_EVENTS_PER_SECOND = 5_000
/** For the fleet to be read and the first rush of reports to be over. */
export const WALL_SETTLE_MS = 6_000
/** A frame that takes longer is seen to stutter: it was shown for more than two of the screen's own. */
export const SLOW_FRAME_MS = 33

const replica = ($bind: string): Binding => ({ $bind, $source: 'replica', $debounce: 1_000 })
const rate = ($channel?: string): Binding => ({
  ...{ $bind: 'rate', $source: 'realtime_stream', $debounce: 500, $bufferSize: 120 },
  ...($channel === undefined ? {} : { $channel }),
})

/** Eight kinds of widgets, each five times, all of them following the feed. */
const KINDS: readonly (readonly [type: string, bindings: Readonly<Record<string, Binding>>])[] = [
  ['metric-badge', { value: replica('devices.offline') }],
  ['gauge', { value: replica('devices.availability') }],
  ['sparkline', { value: rate('devices') }],
  ['time-series', { value: rate(), second: rate('devices') }],
  ['bar-chart', { items: replica('devices.by.model') }],
  ['site-board', { items: replica('devices.by.site') }],
  ['event-feed', { items: { $bind: 'events', $source: 'realtime_stream', $debounce: 500 } }],
  ['table', { items: replica('devices.lost') }],
]

function wallBoard(): BoardData {
  const widgets = Array.from({ length: WALL_WIDGETS }, (_none, index): BoardWidget => {
    const [type, bindings] = KINDS[index % KINDS.length] ?? ['clock', {}]
    const place = { x: (index % 8) * 6, y: Math.floor(index / 8) * 6, w: 6, h: 6 }
    return { id: `w${index}`, type, title: `${type} ${index}`, place, options: {}, bindings }
  })
  const pages = [{ id: 'p1', title: '', widgets }]
  return { name: 'Measured wall', description: '', columns: 48, rows: 30, pages, rotateSeconds: null }
}

const queuedSchema = z.object({ value: z.object({ operations: z.array(z.object({ entityId: z.string() })) }) })

/** Makes the board that walls are measured with and shows it in a wall window. Resolves when all its widgets are there. */
export async function openMeasuredWall(app: ConsoleApp): Promise<Page> {
  const intent = { kind: 'create', entityType: 'wallboard', fields: { ...wallBoard() } }
  const { operations } = queuedSchema.parse(await app.request('operations:enqueue', { intents: [intent] })).value
  const coming = app.app.waitForEvent('window')
  const target = { boardId: operations[0]?.entityId }
  await app.request('windows:open', { kind: 'wall', page: 'wallboards', target, displayId: null })
  const page = await coming
  await untilReady(page)
  await page
    .getByRole('article')
    .nth(WALL_WIDGETS - 1)
    .waitFor()
  return page
}
