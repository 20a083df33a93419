import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textLines } from '../../../../src/main/database/ledger/text-lines.ts'
import { verifyLedger } from '../../../../src/main/database/ledger/verify.ts'
import { randomLedger } from './random-ledger.ts'

const RUNS = { numRuns: 150 }
const ledgers = fc.record({ seed: fc.nat(), transactions: fc.integer({ min: 1, max: 12 }) })

async function exportOf({ seed, transactions }: { seed: number; transactions: number }): Promise<string[]> {
  return randomLedger(seed, transactions).exported()
}

/** The file's first bad line, counted from 1; null: all is well. */
async function firstBadLine(text: string): Promise<number | null> {
  const verdict = await verifyLedger(textLines(inChunks(text)))
  expect(verdict.problem?.reason ?? '.').toMatch(/\.$/)
  return verdict.problem?.fileLine ?? null
}

async function* inChunks(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 97) yield text.slice(at, at + 97)
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')
/** Chooses one of `length` places. */
const place = (chance: number, length: number): number => Math.min(length - 1, Math.floor(chance * length))
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('an exported ledger', () => {
  it('verifies, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, async (ledger) => {
        expect(await firstBadLine(joined(await exportOf(ledger)))).toBeNull()
      }),
      RUNS,
    )
  })

  it('names the line in which one character was changed', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, share, fc.string({ minLength: 1, maxLength: 1 }), async (ledger, chance, character) => {
        const text = joined(await exportOf(ledger))
        const at = place(chance, text.length - 1)
        fc.pre(text[at] !== character)
        const line = text.slice(0, at).split('\n').length
        expect(await firstBadLine(text.slice(0, at) + character + text.slice(at + 1))).toBe(line)
      }),
      RUNS,
    )
  })

  it('names the place of a line that was removed', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, share, async (ledger, chance) => {
        const lines = await exportOf(ledger)
        const at = place(chance, lines.length)
        expect(await firstBadLine(joined(lines.toSpliced(at, 1)))).toBe(at + 1)
      }),
      RUNS,
    )
  })

  it('names the first of two lines that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, share, share, async (ledger, one, other) => {
        const lines = await exportOf(ledger)
        const [a, b] = [place(one, lines.length), place(other, lines.length)].sort((x, y) => x - y)
        if (a === undefined || b === undefined || a === b) return
        const swapped = lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '')
        expect(await firstBadLine(joined(swapped))).toBe(a + 1)
      }),
      RUNS,
    )
  })

  it('names a line that is there twice', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, share, share, async (ledger, chance, distance) => {
        const lines = await exportOf(ledger)
        const at = place(chance, lines.length)
        const to = at + 1 + place(distance, lines.length - at)
        expect(await firstBadLine(joined(lines.toSpliced(to, 0, lines[at] ?? '')))).toBe(to + 1)
      }),
      RUNS,
    )
  })

  it('names the line at which its end was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, share, async (ledger, chance) => {
        const text = joined(await exportOf(ledger))
        const length = place(chance, text.length - 1)
        const whole = text.slice(0, length).split('\n').length
        // Cut right before a line break, the line itself is whole, and what is missing is the next one.
        expect(await firstBadLine(text.slice(0, length))).toBe(text[length] === '\n' ? whole + 1 : whole)
      }),
      RUNS,
    )
  })
})
