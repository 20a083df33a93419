import fc from 'fast-check'
import { expect, it } from 'vitest'
import { UploadRate } from '../../../src/main/uploads/upload-rate.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const NEVER = new AbortController().signal
const piece = fc.record({ bytes: fc.integer({ min: 1, max: 5_000 }), after: fc.integer({ min: 0, max: 3_000 }) })

it('of any pieces, never more is let through in any time than the limit allows, besides one piece', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 100, max: 10_000 }),
      fc.array(piece, { maxLength: 30 }),
      async (limit, pieces) => {
        const clock = new ManualClock()
        const rate = new UploadRate(clock, () => limit)
        const sent: { readonly at: number; readonly bytes: number }[] = []
        for (const { bytes, after } of pieces) {
          await clock.advance(after)
          void rate.turn(bytes, NEVER).then(() => sent.push({ at: clock.monotonic(), bytes }))
        }
        await clock.advance(10_000_000)
        expect(sent).toHaveLength(pieces.length)
        for (const [from, { at }] of sent.entries()) {
          let before = 0
          for (const later of sent.slice(from)) {
            expect(before).toBeLessThanOrEqual(((later.at - at) / 1_000) * limit + 0.001)
            before += later.bytes
          }
        }
      },
    ),
    { numRuns: 60 },
  )
})

it('a piece takes about a second, and none is so small that asking costs more', () => {
  let limit: number | null = 100_000
  const rate = new UploadRate(new ManualClock(), () => limit)
  expect(rate.pieceBytes(1_048_576)).toBe(100_000)
  limit = 10_000
  expect(rate.pieceBytes(1_048_576)).toBe(16_384)
  limit = 900_000_000
  expect(rate.pieceBytes(1_048_576)).toBe(1_048_576)
  limit = null
  expect(rate.pieceBytes(1_048_576)).toBe(1_048_576)
})
