import { describe, expect, it } from 'vitest'
import { type CutsReport, cuts } from '../../../tools/live-checks/cuts.ts'
import type { Plant } from '../../../tools/live-checks/options.ts'

function run(plant: Plant | null): Promise<CutsReport> {
  const size = { cuts: 4, devices: 500, rate: 2_000, seed: 5 }
  return cuts({ mode: 'cuts', ...size, plant, json: null }, () => undefined)
}

describe('cuts of the connection under load', () => {
  it('leave the copy equal to the server, with nothing taken twice or left out', async () => {
    const report = await run(null)
    expect(report.violations).toEqual([])
    expect(report.reconnects).toBeGreaterThanOrEqual(4)
    expect(report.events.applied).toBeGreaterThan(1_000)
    expect(report.compared).toBeGreaterThan(500)
  })

  it.each([
    ['lose', 'copy'],
    ['repeat', 'repeat'],
  ] as const)('are found out when the console is made to %s a change', async (plant, kind) => {
    const report = await run(plant)
    expect(new Set(report.violations.map(({ what }) => what))).toEqual(new Set([kind]))
  })
})
