import { beforeAll, describe, expect, it } from 'vitest'
import { groupInWords } from '../../../../src/renderer/features/conflicts/group-words.ts'
import { dropsInWords } from '../../../../src/renderer/features/settings/drop-words.ts'
import { setUpTexts, type Translate } from '../../../../src/renderer/i18n/setup.ts'

let t: Translate
beforeAll(() => {
  t = setUpTexts()
})

describe('what the diagnostics say about messages that were left out', () => {
  it('is how many, and why in words; nothing when none were', () => {
    expect(dropsInWords(t, { malformed: 2, duplicate: 1_700, gap: 0 })).toBe('2 not readable, 1,700 told twice')
    expect(dropsInWords(t, { gap: 0 })).toBe('')
  })

  it('is readable for a cause from a newer version', () => {
    expect(dropsInWords(t, { 'not-for-us': 3 })).toBe('3 not for us')
  })
})

describe('a group of conflicts', () => {
  it('by field has a name also where no single field clashes', () => {
    expect(groupInWords(t, { id: '', label: null }, 'field')).toBe('No single field')
    expect(groupInWords(t, { id: 'name+tags', label: null }, 'field')).toBe('Name, Tags')
  })
})
