import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookAtJson } from '../../../src/main/config/json-places.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** A valid text with one letter put in, taken out or replaced: what a slip of the hand makes of a file. */
const slip = fc
  .tuple(
    fc.json({ maxDepth: 3 }),
    fc.nat(),
    fc.constantFrom('', '"', ',', '}', ']', ':', '/', '\\', '\n', '0', '.', 'x'),
  )
  .chain(([text, at, letter]) =>
    fc.constantFrom(0, 1).map((cut) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + letter + text.slice(place + cut)
    }),
  )

describe('looking at JSON', () => {
  it('takes what the parser takes and refuses what it refuses', () => {
    fc.assert(
      fc.property(fc.oneof(slip, fc.string(), fc.json()), (text) => {
        expect(lookAtJson(text).ok).toBe(isJson(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['{\n  "theme": "dark"\n  "kiosk": true\n}', 3, 3, 'a comma or } is missing'],
    ['{\n  "theme": "dark",\n}', 3, 1, 'a comma stands before }'],
    ['{ "theme": dark }', 1, 12, 'a value is expected'],
    ['{ "theme": “dark” }', 1, 12, 'straight double quotes'],
    ['{\r\n  // ours\r\n  "kiosk": true }', 2, 3, 'a name in double quotes'],
    ['{ "kiosk": // yes\n true }', 1, 12, 'comments are not allowed'],
    ['{ "reportFolder": "C:\\Reports" }', 1, 22, 'written as'],
    ['{ "theme": "dark', 1, 17, 'the file ends'],
    ['{ "tenant": "a\nb" }', 1, 15, 'a " is missing'],
    ['{ "tenant": "a\u001fb" }', 1, 15, 'a " is missing'],
    ['{} {}', 1, 4, 'goes on after its end'],
    ['{ theme: 1 }', 1, 3, 'a name in double quotes'],
    ['', 1, 1, 'the file ends too early'],
    [`${'['.repeat(300)}${']'.repeat(300)}`, 1, 202, 'nested'],
  ])('says of %j where it is wrong, and what', (text, line, column, fault) => {
    const look = lookAtJson(text)
    expect(look).toMatchObject({ ok: false, place: { line, column } })
    expect(look.ok ? '' : look.fault).toContain(fault)
  })

  it('knows where the outermost names stand, and which are there twice', () => {
    const look = lookAtJson('{ "theme": { "kiosk": 1 },\n  "kiosk": true, "theme": "dark" }')
    if (!look.ok) throw new Error('it is valid')
    expect([...look.names]).toEqual([
      ['theme', { line: 2, column: 18 }],
      ['kiosk', { line: 2, column: 3 }],
    ])
    expect(look.twice).toEqual(['theme'])
  })
})
