import { describe, expect, it } from 'vitest'
import { FIGURE_IDS } from '../../../../tools/bench/figure-ids.ts'
import { HELP, parseOptions, UsageError } from '../../../../tools/bench/options.ts'

describe('the command line of the benchmark', () => {
  it('measures every figure in five rounds when it is told nothing else', () => {
    expect(parseOptions(['queue'])).toEqual({
      mode: 'run',
      group: 'queue',
      only: FIGURE_IDS.queue,
      rounds: 5,
      isQuick: false,
      json: null,
    })
  })

  it('measures only the figures that are named, in their own order, whatever the letters', () => {
    expect(parseOptions(['queue', '--only', 'p4, P1b,start'])).toMatchObject({ only: ['P1b', 'P4', 'start'] })
  })

  it('takes fewer rounds when it is only tried, unless the rounds are named', () => {
    expect(parseOptions(['queue', '--quick'])).toMatchObject({ isQuick: true, rounds: 2 })
    expect(parseOptions(['queue', '--quick', '--rounds', '7'])).toMatchObject({ isQuick: true, rounds: 7 })
  })

  it('writes to the file that is named', () => {
    expect(parseOptions(['queue', '--json', 'artifacts/bench.json'])).toMatchObject({ json: 'artifacts/bench.json' })
  })

  it.each([
    [[], 'Name what is to be measured: queue or live or measuring or console.'],
    [['frames'], 'Name what is to be measured: queue or live or measuring or console.'],
    [['live', '--only', 'P1'], '--only: there is no figure “p1”'],
    [['queue', '--only', 'P1,P99'], '--only: there is no figure “p99”'],
    [['queue', '--rounds', '0'], '--rounds:'],
    [['queue', '--rounds', 'many'], '--rounds:'],
    [['queue', '--fast'], '--fast'],
  ])('refuses %j with a sentence that says why', (args, sentence) => {
    expect(() => parseOptions(args)).toThrow(UsageError)
    expect(() => parseOptions(args)).toThrow(sentence)
  })

  it('explains itself, with the name of every figure', () => {
    expect(parseOptions(['--help'])).toEqual({ mode: 'help' })
    for (const id of [...FIGURE_IDS.queue, ...FIGURE_IDS.live]) expect(HELP).toContain(id)
  })
})
