import { beforeAll, describe, expect, it } from 'vitest'
import { groupInWords } from '../../../../src/renderer/features/conflicts/group-words.ts'
import { setUpTexts, type Translate } from '../../../../src/renderer/i18n/setup.ts'

let t: Translate
beforeAll(() => {
  t = setUpTexts()
})

describe('a group of conflicts', () => {
  it('by field has a name also where no single field clashes', () => {
    expect(groupInWords(t, { id: '', label: null }, 'field')).toBe('No single field')
    expect(groupInWords(t, { id: 'name+tags', label: null }, 'field')).toBe('Name, Tags')
  })
})
