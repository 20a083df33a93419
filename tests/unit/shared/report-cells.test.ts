import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_STATUSES } from '#shared/domain/device-status.ts'
import type { Fields } from '#shared/domain/entities.ts'
import { ReportCell, ReportCells } from '#shared/domain/report-cells.ts'

const share = fc.double({ min: 0, max: 100, noNaN: true })
const anyReport = fc.record({
  status: fc.constantFrom(...DEVICE_STATUSES),
  lastSeenAt: fc.nat({ max: 8_640_000_000_000_000 }),
  health: fc.record({ score: share, cpu: share, memory: share, storage: share, temperature: share }),
})

describe('cells of reports', () => {
  it('give every report back as it came, the newest of each cell, whatever is written into the others', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 700 }), anyReport), { maxLength: 60 }), (reports) => {
        const cells = new ReportCells()
        const kept = new Map<number, ReportCell | null>()
        const newest = new Map<number, Fields>()
        for (const [device, report] of reports) {
          kept.set(device, cells.renewed(kept.get(device), report))
          newest.set(device, report)
        }
        for (const [device, report] of newest) {
          expect(JSON.stringify(kept.get(device))).toBe(JSON.stringify(report))
          expect(kept.get(device)?.toJSON()).toEqual(report)
        }
      }),
    )
  })

  it('are enough for a fleet', () => {
    const cells = new ReportCells()
    const health = { score: 1, cpu: 2, memory: 3, storage: 4, temperature: 5 }
    const kept = Array.from({ length: 2_000 }, (_, index) =>
      cells.renewed(null, { status: 'idle', lastSeenAt: index, health }),
    )
    expect(kept.map((cell) => cell?.lastSeenAt)).toEqual(kept.map((_, index) => index))
  })

  it('take nothing that they would lose a part of', () => {
    const cells = new ReportCells()
    const health = { score: 1, cpu: 2, memory: 3, storage: 4, temperature: 5 }
    const whole = { status: 'online', lastSeenAt: 1, health }
    expect(cells.renewed(null, whole)).toBeInstanceOf(ReportCell)
    const others: Fields[] = [
      {},
      { ...whole, lastCommand: null },
      { ...whole, status: 'asleep' },
      { ...whole, lastSeenAt: null },
      { ...whole, health: null },
      { ...whole, health: { ...health, cpu: 'much' } },
      { ...whole, health: { ...health, fan: 1 } },
      { ...whole, health: { cpu: 2, score: 1, memory: 3, storage: 4, temperature: 5 } },
      { status: 'online', lastSeenAt: 1 },
    ]
    for (const other of others) expect(cells.renewed(null, other)).toBeNull()
  })
})
