import { describe, expect, it } from 'vitest'
import {
  headerHash,
  type LedgerFooter,
  sealed,
  totalsOf,
  unsealed,
} from '../../../../src/main/database/ledger/format.ts'
import { verifyLedger } from '../../../../src/main/database/ledger/verify.ts'
import { hashLine } from '../../../../src/main/database/ledger-chain.ts'
import { ABOUT, keyOf, MemoryLedger, made, moved } from './random-ledger.ts'

/** One edit that was merged into another, which was sent; the chain has the numbers 1 to 4. */
function smallLedger(): MemoryLedger {
  const ledger = new MemoryLedger()
  ledger.write([made(1)])
  ledger.write([moved(1, 'queued', 'merged'), made(2)])
  ledger.write([moved(2, 'queued', 'sending')])
  return ledger
}

async function reasonOf(ledger: MemoryLedger): Promise<string | undefined> {
  return (await verifyLedger(await ledger.exported())).problem?.reason
}

/** The same export with another footer, honestly sealed. */
async function withFooter(changes: Partial<LedgerFooter>): Promise<string[]> {
  const lines = await smallLedger().exported()
  const header = unsealed(lines[0] ?? '')
  const footer = unsealed(lines.at(-1) ?? '')
  if (header === null || footer === null) throw new Error('the export is not sealed')
  const text = JSON.stringify({ ...(JSON.parse(footer.text) as LedgerFooter), ...changes })
  return lines.with(-1, sealed(text, hashLine(headerHash(header.text), text).toString('hex')))
}

describe('the verification of a ledger', () => {
  it('tells what a good one says', async () => {
    const verdict = await verifyLedger(await smallLedger().exported())
    expect(verdict).toMatchObject({
      ok: true,
      header: { format: 'outpost-ledger', version: 1, ...ABOUT },
      lines: 4,
      totals: { created: 2, applied: 0, pending: 1, merged: 1, quarantined: 0 },
      problem: null,
    })
  })

  it('takes a ledger in which nothing has happened yet', async () => {
    expect(await verifyLedger(await new MemoryLedger().exported())).toMatchObject({ ok: true, lines: 0 })
  })

  it('finds an operation that was never made', async () => {
    const ledger = smallLedger()
    ledger.write([moved(7, 'queued', 'sending')])
    expect(await reasonOf(ledger)).toBe('Line 5 cannot be true: it moves operation 7, which was never made.')
  })

  it('finds a step from a state in which the operation was not', async () => {
    const ledger = smallLedger()
    ledger.write([moved(2, 'queued', 'sending')])
    expect(await reasonOf(ledger)).toBe('Line 5 cannot be true: it moves operation 2 from queued, which is sending.')
  })

  it('finds a step that cannot follow', async () => {
    const ledger = smallLedger()
    ledger.write([moved(2, 'sending', 'expired')])
    expect(await reasonOf(ledger)).toBe(
      'Line 5 cannot be true: it moves operation 2 from sending to expired, which cannot follow.',
    )
  })

  it('finds a number or a key that was used before, also in the same line', async () => {
    const numbers = smallLedger()
    numbers.write([[made(2)[0], [2, 'digest', keyOf(9)]]])
    expect(await reasonOf(numbers)).toContain('it makes operation 2, which was made before')
    const keys = new MemoryLedger()
    keys.write([made(1), [made(2)[0], [2, 'digest', keyOf(1)]]])
    expect(await reasonOf(keys)).toContain('it makes operation 2 with the key of another')
  })

  it('finds an operation that begins in the middle of its life', async () => {
    const ledger = new MemoryLedger()
    ledger.write([made(1, 'applied')])
    expect(await reasonOf(ledger)).toBe('Line 1 cannot be true: it makes operation 1 as applied.')
  })

  it('finds a making without a key', async () => {
    const ledger = new MemoryLedger()
    ledger.write([[made(1)[0], 1]])
    expect(await reasonOf(ledger)).toContain('without naming its key')
  })

  it('holds what a line says of all operations against what happened', async () => {
    const good = new MemoryLedger({ hasCounts: true })
    good.write([made(1), made(2)])
    good.write([moved(1, 'queued', 'sending')])
    expect(await reasonOf(good)).toBeUndefined()
    good.write([made(3)], { created: 4 })
    expect(await reasonOf(good)).toContain('it says that 4 operations were made by then; 3 were')
    const wrong = new MemoryLedger({ hasCounts: true })
    wrong.write([made(1)], { states: { queued: 1, applied: 1 } })
    expect(await reasonOf(wrong)).toContain('it says that 1 operations are applied then; 0 are')
  })

  it('finds a footer that does not agree with the lines, although it is sealed', async () => {
    const reason = async (changes: Partial<LedgerFooter>): Promise<string | undefined> =>
      (await verifyLedger(await withFooter(changes))).problem?.reason
    expect(await reason({ lines: 5 })).toBe('The footer counts 5 lines; the ledger has 4.')
    expect(await reason({ head: '0'.repeat(64) })).toMatch(/another last hash/)
    expect(await reason({ totals: totalsOf(2, { applied: 2 }) })).toMatch(/applied 2.*; the lines say .*pending 1/)
  })

  it('finds header and footer of different exports', async () => {
    const lines = await smallLedger().exported()
    const [other] = await new MemoryLedger().exported()
    const text = (unsealed(other ?? '')?.text ?? '').replace('Nordbahnhof', 'Ostkreuz')
    const exchanged = lines.with(0, sealed(text, headerHash(text).toString('hex')))
    expect((await verifyLedger(exchanged)).problem).toMatchObject({ fileLine: lines.length })
  })

  it('refuses what is no ledger, and one of a newer form', async () => {
    expect((await verifyLedger([])).problem?.reason).toBe('The file is empty.')
    expect((await verifyLedger(['a picture'])).problem?.reason).toMatch(/no exported ledger/)
    const text = JSON.stringify({ format: 'outpost-ledger', ...ABOUT, version: 2 })
    const newer = [sealed(text, headerHash(text).toString('hex'))]
    expect((await verifyLedger(newer)).problem?.reason).toMatch(/newer version/)
  })

  it('does not take what comes after the first bad line', async () => {
    const lines = await smallLedger().exported()
    const verdict = await verifyLedger(lines.with(2, 'x').with(3, 'y'))
    expect(verdict).toMatchObject({ ok: false, lines: 1, problem: { fileLine: 3, line: 2 } })
  })
})
