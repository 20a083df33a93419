import { stripTypeScriptTypes } from 'node:module'
import { describe, expect, it } from 'vitest'
import { MUTANTS } from '../../../../tools/simulate/mutants/all.ts'
import { AREAS, MutantError, patched } from '../../../../tools/simulate/mutants/mutant.ts'
import { mutantNamed, plantedFiles } from '../../../../tools/simulate/mutants/plant.ts'

const LEAST_OF_AN_AREA = 2

describe('the planted bugs', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    'fit the shipped code, which can still be read then: %s',
    (_name, mutant) => {
      // Throws where a text does not stand in its file exactly once.
      const files = [...plantedFiles(mutant).values()]
      expect(files.length).toBeGreaterThan(0)
      for (const source of files) expect(stripTypeScriptTypes(source)).not.toBe('')
    },
  )

  it('each have a name of their own, and a sentence', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
    expect(MUTANTS.filter(({ sentence }) => !/^[A-Z].+\.$/.test(sentence))).toEqual([])
  })

  it('are several against everything that is promised', () => {
    const few = AREAS.filter((area) => MUTANTS.filter((one) => one.area === area).length < LEAST_OF_AN_AREA)
    expect(few).toEqual([])
  })

  it('are refused where their text is missing, or stands there twice', () => {
    const mutant = { name: 'some', area: 'order', sentence: 'It is wrong.', patches: [] } as const
    const patch = { file: 'some.ts', find: 'right', replace: 'wrong $&' }
    expect(patched(mutant, patch, 'is right')).toBe('is wrong $&')
    expect(() => patched(mutant, patch, 'is left')).toThrow(MutantError)
    expect(() => patched(mutant, patch, 'right is right')).toThrow('is there 2 times')
    expect(() => mutantNamed('no such bug')).toThrow(MutantError)
  })
})
