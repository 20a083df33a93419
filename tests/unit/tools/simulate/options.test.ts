import { describe, expect, it } from 'vitest'
import { parseOptions, UsageError } from '../../../../tools/simulate/options.ts'

const parse = (...args: string[]) => parseOptions(args)

describe('the command line of the simulator', () => {
  it('takes one seed, with a trace or with a planted bug when it is told to', () => {
    const one = { mode: 'one', seed: 7, steps: 100, isTraced: false, mutant: null, json: null }
    expect(parse('--seed', '7')).toEqual(one)
    expect(parse('--seed', '7', '--steps', '20', '--trace', '--json', 'out.json')).toEqual({
      ...one,
      steps: 20,
      isTraced: true,
      json: 'out.json',
    })
    expect(parse('--seed', '0', '--mutant', 'breaker-never-closes')).toMatchObject({ mutant: 'breaker-never-closes' })
  })

  it('takes a range of seeds', () => {
    expect(parse('--seeds', '1..2000')).toEqual({ mode: 'many', from: 1, to: 2_000, steps: 100, json: null })
  })

  it('takes planted bugs, all or one, with a bound', () => {
    expect(parse('--mutants')).toEqual({ mode: 'mutants', seeds: 400, mutant: null, steps: 100, json: null })
    expect(parse('--mutants', '--seeds', '5', '--mutant', 'x')).toMatchObject({ seeds: 5, mutant: 'x' })
  })

  it('shows help', () => {
    expect(parse('--help')).toEqual({ mode: 'help' })
    expect(parse('-h')).toEqual({ mode: 'help' })
  })

  it('says what is wrong with a command line', () => {
    for (const args of [
      [],
      ['--seed', 'many'],
      ['--seed', '-1'],
      ['--seed', ''],
      ['--seed', '1', '--seeds', '1..2'],
      ['--seed', '1', '--mutants'],
      ['--seed', '1', '--steps', '0.5'],
      ['--seeds', '5'],
      ['--seeds', '5..1'],
      ['--seeds', '1..2', '--trace'],
      ['--seeds', '1..2', '--mutant', 'x'],
      ['--mutants', '--seeds', '1..2'],
      ['--speed', '3'],
      ['7'],
    ]) {
      expect(() => parse(...args)).toThrow(UsageError)
    }
  })
})
