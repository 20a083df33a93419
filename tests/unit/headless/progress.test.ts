import { describe, expect, it } from 'vitest'
import { type Progress, ProgressLines } from '../../../src/main/headless/progress.ts'

const LINES: readonly Progress[] = [
  { step: 'sites', amount: 0, unit: 'byte' },
  { step: 'logs', amount: 1_000, unit: 'byte' },
  { step: 'logs', amount: 2_000, unit: 'byte' },
]

/** What is written when a step is told every 400 ms. */
function written(how: { isTerminal: boolean; isJson: boolean }, told = LINES): string[] {
  const texts: string[] = []
  let now = 0
  const lines = new ProgressLines({ ...how, write: (text) => texts.push(text), now: () => now })
  for (const progress of told) {
    lines.tell(progress)
    now += 400
  }
  lines.end()
  return texts
}

describe('how far a command is', () => {
  it('is one line on a terminal, which is gone when the answer comes', () => {
    expect(written({ isTerminal: true, isJson: false })).toEqual([
      '\r\u001b[KReading the sites …',
      '\r\u001b[KReading the log … 1000 bytes',
      '\r\u001b[KReading the log … 2000 bytes',
      '\r\u001b[K',
    ])
    expect(written({ isTerminal: true, isJson: false }, [])).toEqual([])
  })

  it('is a line for each step in a file, and one each second of a long one', () => {
    expect(written({ isTerminal: false, isJson: false })).toEqual([
      'Reading the sites …\n',
      'Reading the log … 1000 bytes\n',
    ])
    const long = Array.from({ length: 7 }, (): Progress => ({ step: 'ledger', amount: 1, unit: 'line' }))
    expect(written({ isTerminal: false, isJson: false }, long)).toEqual(Array(3).fill('Reading the ledger … 1 line\n'))
  })

  it('is JSON for programs', () => {
    expect(written({ isTerminal: false, isJson: true })[1]).toBe(`${JSON.stringify({ progress: LINES[1] })}\n`)
  })
})
