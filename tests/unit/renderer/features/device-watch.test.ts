import { describe, expect, it } from 'vitest'
import { ReportCells } from '#shared/domain/report-cells.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { deviceRowOf } from '../../../../src/renderer/app/devices/device-row.ts'
import { activityOf } from '../../../../src/renderer/features/devices/device-activity.ts'
import { MAX_SAMPLES, noteDevice, startWatch, trendOf } from '../../../../src/renderer/features/devices/device-watch.ts'
import { inState, operationOf } from '../../../../tools/preview/operations.ts'
import { deviceView } from '../support.tsx'

const health = (cpu: number) => ({ score: 90, cpu, memory: 1, storage: 1, temperature: 30 })
const reporting = (at: number, cpu: number, status = 'online') => ({ status, lastSeenAt: at, health: health(cpu) })
const view = (change: Partial<EntityView> = {}) => deviceView('d', change)
const row = (change: Partial<EntityView> = {}) => deviceRowOf(view(change))

describe('what is seen of a device', () => {
  it('keeps what it reported, once for each report', () => {
    let watch = startWatch(row({ reported: reporting(1_000, 10) }), 5)
    watch = noteDevice(watch, row({ reported: reporting(2_000, 45) }), 6)
    const same = noteDevice(watch, row({ reported: reporting(2_000, 45) }), 7)
    expect(same.samples.map(({ at, cpu }) => [at, cpu])).toEqual([
      [1_000, 10],
      [2_000, 45],
    ])
    watch = noteDevice(same, row({ reported: reporting(3_000, 30) }), 8)
    expect(trendOf(watch.samples, 'cpu')).toEqual({ low: 10, high: 45, newest: 30 })
    expect(trendOf([], 'cpu')).toBeNull()
  })

  it('keeps values although the report itself is written over by the next one', () => {
    const cells = new ReportCells()
    const cell = cells.renewed(null, reporting(1_000, 10))
    const seen = (at: number) => row({ reported: cell as unknown as EntityView['reported'], version: at })
    let watch = startWatch(seen(1), 5)
    cells.renewed(cell, reporting(2_000, 45, 'offline'))
    watch = noteDevice(watch, seen(1), 6)
    expect(watch.samples.map(({ cpu }) => cpu)).toEqual([10, 45])
    expect(watch.seen).toEqual([{ kind: 'status', at: 6, from: 'online', to: 'offline' }])
  })

  it('does not grow without end', () => {
    let watch = startWatch(row({ reported: reporting(0, 1) }), 0)
    for (let at = 1; at <= MAX_SAMPLES + 20; at += 1) watch = noteDevice(watch, row({ reported: reporting(at, 1) }), at)
    expect(watch.samples).toHaveLength(MAX_SAMPLES)
    expect(watch.samples.at(-1)?.at).toBe(MAX_SAMPLES + 20)
  })

  it('tells another’s change by the version, and not one’s own that the server takes', () => {
    const { data } = view()
    let watch = startWatch(row({ version: 3, data }), 0)
    const mine = { ...data, name: 'mine' }
    watch = noteDevice(watch, row({ version: 3, data: mine }), 1)
    watch = noteDevice(watch, row({ version: 4, data: mine }), 2)
    expect(watch.seen).toEqual([])
    watch = noteDevice(watch, row({ version: 5, data: { ...mine, location: 'roof' } }), 3)
    expect(watch.seen).toEqual([{ kind: 'edit', at: 3, version: 5, fields: ['location'] }])
  })
})

describe('the activity of a device', () => {
  const command = { key: 'key-1', command: 'reload', result: 'done', at: 500 } as const
  const operation = (key: string, changedAt: number) =>
    inState(
      { ...operationOf({ device: view(), kind: 'command', command: 'reload', ageMs: 0 }, 1_000), key },
      'applied',
      {
        changedAt,
      },
    )
  const seen = [{ kind: 'status', at: 700, from: 'online', to: 'offline' }] as const

  it('is in the order of time, the newest first', () => {
    const all = activityOf({ operations: [operation('key-2', 600)], decisions: [], lastCommand: command, seen })
    expect(all.map(({ kind }) => kind)).toEqual(['seen', 'operation', 'command'])
  })

  it('tells a command once that this console gave', () => {
    const all = activityOf({ operations: [operation('key-1', 600)], decisions: [], lastCommand: command, seen: [] })
    expect(all.map(({ kind }) => kind)).toEqual(['operation'])
  })
})
