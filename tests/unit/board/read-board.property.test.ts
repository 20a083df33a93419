import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoardData, isOverlapping, isWithin, MAX_BOARD_BYTES } from '../../../src/shared/board/document.ts'
import { isAllowedAddress } from '../../../src/shared/board/document-schema.ts'
import { jsonPlaces } from '../../../src/shared/board/json-places.ts'
import { readBoardText } from '../../../src/shared/board/read-board.ts'
import { bindingOf, boardOf, widgetOf } from '../../support/boards.ts'

const hostile = fc.constantFrom<unknown>(
  ...[
    '__proto__',
    'javascript:alert(1)',
    '<script>alert(1)</script>',
    '../../etc',
    '',
    'x'.repeat(5_000),
    '\u202e',
    null,
  ],
  ...[-1, 0, Number.POSITIVE_INFINITY, Number.NaN, -0, 1e308, 1e21, 0.5, 49, [], {}, [[[]]], { $bind: 'a' }, true],
)
/** A good document in which some values are others. */
const spoilt = fc.array(fc.tuple(fc.nat(60), hostile), { maxLength: 4 }).map((changes) => {
  const place = { x: 5, y: 5, w: 3, h: 3 }
  const bindings = {
    value: bindingOf({ $transform: 'number:1', $channel: 'devices', $debounce: 5, $fallback: 'Connecting…' }),
  }
  const document: unknown = boardOf([
    widgetOf('a', { bindings }),
    widgetOf('b', { place, options: { url: 'https://a.b/' } }),
  ])
  for (const [at, value] of changes) {
    const holders = holdersIn(document)
    const [holder, name] = holders[at % holders.length] ?? [null, '']
    if (holder !== null) Reflect.set(holder, name, structuredClone(value))
  }
  return document
})

function holdersIn(value: unknown): (readonly [object, string])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, child]) => [[value, name] as const, ...holdersIn(child)])
}

function assertLimits(board: BoardData): void {
  expect(JSON.stringify(board).length).toBeLessThanOrEqual(MAX_BOARD_BYTES)
  expect(board.name.trim()).not.toBe('')
  expect(board.pages.length).toBeGreaterThan(0)
  const ids = board.pages.flatMap((page) => [page.id, ...page.widgets.map(({ id }) => id)])
  expect(new Set(ids).size).toBe(ids.length)
  for (const { widgets } of board.pages) {
    for (const [index, { place, options, bindings }] of widgets.entries()) {
      expect(isWithin(place, board)).toBe(true)
      expect(widgets.slice(0, index).some((other) => isOverlapping(place, other.place))).toBe(false)
      for (const name of [...Object.keys(options), ...Object.keys(bindings)]) expect(name in {}).toBe(false)
      const url = String(options['url'] ?? '')
      expect(url === '' || /^(?:https:\/\/|data:image\/)/i.test(url)).toBe(true)
      for (const value of Object.values(options))
        expect(typeof value === 'object' && value !== null && !Array.isArray(value)).toBe(false)
    }
  }
}

describe('a document of which some values are others', () => {
  it('is accepted only within every limit, and otherwise told where it is wrong', () => {
    let accepted = 0
    fc.assert(
      fc.property(spoilt, (document) => {
        const read = readBoardText(JSON.stringify(document), 'main')
        expect(read.ok || read.problems.length > 0).toBe(true)
        if (!read.ok) return
        accepted += 1
        assertLimits(read.board)
      }),
      { numRuns: 200 },
    )
    expect(accepted).toBeGreaterThan(5)
  })
})

describe('any text', () => {
  it('is read without an error, and is JSON to both readers or to none', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.json({ maxDepth: 4 }),
      fc.json().map((text) => text.slice(0, -1)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(readBoardText(text, null)).toHaveProperty('ok')
        const { fault } = jsonPlaces(text, { depth: 100, values: 1e6 })
        expect(fault === null || fault.what === 'same-name' || fault.what === 'forbidden-key').toBe(isJson(text))
      }),
      { numRuns: 200 },
    )
  })

  it('is no address unless it is https or a picture', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((rest) => `https://${rest}`),
        ),
        (text) => {
          expect(isAllowedAddress(text) && text !== '' && new URL(text).protocol !== 'https:').toBe(false)
        },
      ),
      { numRuns: 200 },
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
