import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DROP_CAUSES } from '#shared/domain/pipeline.ts'
import { ERROR_CODES } from '#shared/errors/result.ts'
import { SERVER_ERROR_CODES } from '#shared/protocol/errors.ts'
import { REJECTION_CODES } from '#shared/protocol/operations.ts'
import { dropsInWords, lastErrorInWords, refusalPhrase } from '../../../../src/renderer/i18n/code-words.ts'
import { en } from '../../../../src/renderer/i18n/en/texts.ts'
import { reasonInWords } from '../../../../src/renderer/i18n/operation-words.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { errorSentence } from '../../../../src/renderer/i18n/words.ts'
import { RequestError } from '../../../../src/renderer/ipc/client.ts'

const t = setUpTexts()

/** A code that stands in a sentence as it is: lower-case words with dashes between them. */
const BARE_CODE = /\b[a-z]+-[a-z]+(?:-[a-z]+)*\b/

/** Codes that the queue gives to operations, as they stand in its code. */
function codesOfQueue(): string[] {
  const files = import.meta.glob<string>(
    ['../../../../src/main/outbox/*.ts', '../../../../src/main/delivery/*.ts', '../../../../src/main/database/*.ts'],
    { query: '?raw', import: 'default', eager: true },
  )
  const found = Object.values(files).flatMap((source) => [...source.matchAll(/\bcode: '([a-z-]+)',\s+message/g)])
  return [...new Set(found.map(([, code = '']) => code))]
}

describe('a code that an operator may meet', () => {
  it('has words for whatever a server may refuse', () => {
    const codes = [...REJECTION_CODES, ...SERVER_ERROR_CODES]
    expect(codes.filter((code) => refusalPhrase(t, code) === null)).toEqual([])
  })

  it('has words for whatever the queue says of its operations', () => {
    const codes = codesOfQueue()
    expect(codes.length).toBeGreaterThan(8)
    expect(codes.filter((code) => refusalPhrase(t, code) === null)).toEqual([])
  })

  it('has words for every cause of a message that was left out', () => {
    for (const cause of DROP_CAUSES) {
      expect(dropsInWords(t, { [cause]: 1_200 })).toMatch(/^[a-z][^:]*: 1,200$/)
      expect(dropsInWords(t, { [cause]: 1 })).not.toMatch(BARE_CODE)
    }
    expect(Object.keys(en.codes.drop).sort()).toEqual([...DROP_CAUSES].sort())
    expect(dropsInWords(t, { gap: 0 })).toBeNull()
    expect(dropsInWords(t, { malformed: 2, duplicate: 3, gap: 0 })).toBe('could not be read: 2, seen before: 3')
  })

  it('has a sentence for every way in which a request fails, also without words of the main process', () => {
    for (const code of ERROR_CODES) {
      const sentence = errorSentence(t, new RequestError({ code, message: '' }))
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toContain(code.includes('-') ? code : `(${code})`)
    }
  })

  it('stands in the history in words, however deep it is nested', () => {
    for (const code of [...REJECTION_CODES, ...SERVER_ERROR_CODES]) {
      for (const reason of [`rejected:${code}`, `batch:rejected:${code}`, `refused:${code}`]) {
        expect(reasonInWords(t, reason)).toContain(refusalPhrase(t, code))
      }
    }
    expect(reasonInWords(t, 'priority:critical')).toBe('priority set by the operator: Critical')
  })

  it('is told with the words of whoever spoke, and itself only beside its meaning', () => {
    expect(lastErrorInWords(t, { code: 'forbidden', message: 'Not here.' })).toBe(
      'Not here. – this user may not do it (forbidden)',
    )
  })

  it('of a newer version is readable at least, and never lost', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}(-[a-z]{1,8}){0,3}$/), fc.integer({ min: 1 }), (code, count) => {
        fc.pre(!(code in en.codes.drop))
        const words = dropsInWords(t, { [code]: count })
        expect(words).toContain(code.replaceAll('-', ' '))
        expect(lastErrorInWords(t, { code, message: 'What it says.' })).toContain(code)
      }),
    )
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(refusalPhrase(t, name)).toBeNull()
      expect(typeof dropsInWords(t, Object.fromEntries([[name, 1]]))).toBe('string')
    }
  })
})
