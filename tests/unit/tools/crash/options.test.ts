import { describe, expect, it } from 'vitest'
import { parseOptions, UsageError } from '../../../../tools/crash/options.ts'

const parse = (...args: string[]) => parseOptions(args, () => 42)

describe('the command line of the crash test', () => {
  it('takes rounds, with a drawn seed when none is named', () => {
    const rounds = { mode: 'rounds', rounds: 20, seed: 42, series: 3, isHasty: false, json: null }
    expect(parse('--rounds', '20')).toEqual(rounds)
    expect(parse('--rounds', '20', '--seed', '7', '--json', 'out.json')).toEqual({
      ...rounds,
      seed: 7,
      json: 'out.json',
    })
  })

  it('plays no more series than rounds', () => {
    expect(parse('--rounds', '2')).toMatchObject({ series: 2 })
    expect(parse('--rounds', '20', '--series', '1')).toMatchObject({ series: 1 })
  })

  it('plants a mistake when it is told to', () => {
    expect(parse('--rounds', '20', '--plant', 'hasty')).toMatchObject({ isHasty: true })
  })

  it('takes a share of lost acknowledgements', () => {
    expect(parse('--drop-acks', '0.3')).toEqual({ mode: 'drop-acks', dropRate: 0.3, operations: 2_000, json: null })
    expect(parse('--drop-acks', '0.3', '--operations', '50')).toMatchObject({ operations: 50 })
  })

  it('says what is wrong with a command line', () => {
    for (const args of [
      [],
      ['--rounds', 'many'],
      ['--rounds', '0'],
      ['--rounds', '1', '--drop-acks', '0.5'],
      ['--rounds', '1', '--series', '0'],
      ['--rounds', '1', '--plant', 'lazy'],
      ['--drop-acks', '1'],
      ['--speed', '3'],
    ]) {
      expect(() => parse(...args)).toThrow(UsageError)
    }
  })
})
