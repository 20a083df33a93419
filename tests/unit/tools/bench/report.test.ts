import { describe, expect, it } from 'vitest'
import { jsonOf, type Report, tableOf } from '../../../../tools/bench/report.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../../../../tools/bench/result.ts'

const HIGHER: Goal = { id: 'P1', title: 'durable accept', unit: '× L1', better: 'higher', floor: 0.55, aim: 0.75 }
const LOWER: Goal = { id: 'P17', title: 'loop lag', unit: 'ms', better: 'lower', floor: 5, aim: 2 }

function result(goal: Goal, rounds: readonly Round[]): FigureResult {
  return resultOf(goal, rounds, { absoluteUnit: 'operations/s', note: 'a note' })
}

function report(changes: Partial<Report> = {}): Report {
  const machine = { cpu: 'a processor', cores: 2, node: 'v24.0.0' }
  return { results: [], failures: [], isQuick: false, seconds: 12.34, machine, ...changes }
}

describe('the result of a figure', () => {
  it('is the median of the rounds, with their spread, beside what was measured', () => {
    const rounds = [0.6, 0.5, 0.9].map((ratio) => ({ ratio, measured: ratio * 1_000, limit: 1_000 }))
    expect(result(HIGHER, rounds)).toMatchObject({
      id: 'P1',
      ratio: 0.6,
      rounds: 3,
      floor: 0.55,
      aim: 0.75,
      better: 'higher',
      spread: { min: 0.5, max: 0.9 },
      isFloorMet: true,
      isAimMet: false,
      measured: { median: 600, min: 500, max: 900, unit: 'operations/s' },
      limit: { median: 1_000, unit: 'operations/s' },
    })
  })

  it('meets its floor from above where higher is better, and from below where lower is', () => {
    const of = (goal: Goal, ratio: number) => result(goal, [{ ratio, measured: ratio }])
    expect(of(HIGHER, 0.55).isFloorMet).toBe(true)
    expect(of(HIGHER, 0.54).isFloorMet).toBe(false)
    expect(of(LOWER, 5).isFloorMet).toBe(true)
    expect(of(LOWER, 5.1).isFloorMet).toBe(false)
    expect(of(LOWER, 2).isAimMet).toBe(true)
  })

  it('has no limit where it is held against a fixed value', () => {
    expect(result(LOWER, [{ ratio: 1, measured: 1 }]).limit).toBeNull()
  })
})

describe('the report of the benchmark', () => {
  const missed = result(HIGHER, [{ ratio: 0.123_456_7, measured: 876.543, limit: 7_100 }])
  const met = result(LOWER, [{ ratio: 1.5, measured: 1.5 }])

  it('is JSON with one entry a figure and numbers of four digits', () => {
    const written: unknown = JSON.parse(jsonOf(report({ results: [missed, met] })))
    expect(written).toMatchObject({
      results: [
        { id: 'P1', ratio: 0.1235, floor: 0.55, aim: 0.75, rounds: 1, unit: '× L1', isFloorMet: false },
        { id: 'P17', ratio: 1.5, floor: 5, aim: 2, rounds: 1, unit: 'ms', isFloorMet: true, limit: null },
      ],
      failures: [],
      seconds: 12.34,
    })
  })

  it('is a table that says which floors are missed', () => {
    const lines = tableOf(report({ results: [missed, met] })).split('\n')
    expect(lines[1]).toMatch(/^P1 .*0\.1235 × L1.*≥ 0\.55.*876\.5 operations\/s.*7,100 operations\/s.*BELOW FLOOR$/)
    expect(lines[2]).toMatch(/^P17 .*1\.5 ms.*≤ 5.*aim met$/)
    expect(lines[3]).toBe('1 of 2 floors met in 12 s')
  })

  it('counts a figure that could not be measured among the missed', () => {
    const table = tableOf(report({ results: [met], failures: [{ id: 'P2', message: 'no display' }], isQuick: true }))
    expect(table).toContain('P2  could not be measured: no display')
    expect(table).toContain('1 of 2 floors met in 12 s (quick: the figures mean little)')
  })
})
