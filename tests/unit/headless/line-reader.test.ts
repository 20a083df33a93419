import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineReader } from '../../../src/main/headless/line-reader.ts'

const MOST = 1_000

describe('lines of a socket', () => {
  it('are the same however they arrive', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\n', ' '))
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat({ max: 4_000 })), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length]
        const reader = new LineReader(MOST)
        const read = places.slice(1).flatMap((end, index) => reader.take(bytes.subarray(places[index], end)) ?? ['?'])
        expect(read).toEqual(lines.map((text) => Buffer.from(text).toString()))
      }),
    )
  })

  it('are refused as soon as one is too long, also before it ends', () => {
    const reader = new LineReader(MOST)
    expect(reader.take(Buffer.alloc(MOST, 'x'))).toEqual([])
    expect(reader.take(Buffer.from('x'))).toBeNull()
    expect(new LineReader(MOST).take(Buffer.from(`${'x'.repeat(MOST + 1)}\n`))).toBeNull()
    expect(new LineReader(MOST).take(Buffer.from(`${'x'.repeat(MOST)}\nshort\n`))).toHaveLength(2)
  })
})
