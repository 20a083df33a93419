import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AskedFiles } from '../../../src/main/bootstrap/asked-files.ts'
import { LedgerFiles } from '../../../src/main/bootstrap/ledger-files.ts'
import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import { CommandCalls } from '../../../src/main/headless/command-calls.ts'
import type { Progress } from '../../../src/main/headless/progress.ts'
import { stageFile } from '../../../src/main/platform/staged-file.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { ledgerOf } from '../../support/report-facts.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const CALLER = -1

let folder: TemporaryFolder
let stick: TemporaryFolder
let calls: CommandCalls
let heard: Progress[]

beforeEach(() => {
  folder = temporaryFolder()
  stick = temporaryFolder()
  calls = new CommandCalls()
  heard = []
})
afterEach(() => {
  folder.remove()
  stick.remove()
})

/** A ledger of a thousand lines that is told page by page. */
function ledgerFiles(onPage: () => void): LedgerFiles {
  const steps = Array.from({ length: 1_000 }, (_none, place) => ({
    ...{ hour: place, from: null, to: 'queued', operations: [place + 1] },
  }))
  const { head, lines } = ledgerOf(steps)
  const store = {
    ledgerHead: async () => head,
    ledger: async (after: number, limit: number) => {
      onPage()
      return lines.filter(({ line }) => line > after).slice(0, limit)
    },
  }
  const ask = async (): Promise<string> => stick.file('ledger.ndjson')
  const identity = { clientId: 'c', siteId: 's', siteName: 'Site' }
  return new LedgerFiles({
    ...{ calls, stageFile, clock: new ManualClock(), installation: { computer: 'pc', program: '1' } },
    site: () => ({ store, identity }) as unknown as Pick<SiteEngine, 'store' | 'identity'>,
    files: new AskedFiles({ save: ask, open: ask, folder: ask, openMany: async () => [] }, folder.path),
  })
}

describe('the ledger, written for a command', () => {
  it('leaves what was there when the command goes in the middle of it', async () => {
    writeFileSync(stick.file('ledger.ndjson'), 'what was there before')
    let pages = 0
    const files = ledgerFiles(() => {
      pages += 1
      if (pages === 3) calls.left(CALLER)
    })
    calls.begin(CALLER, (progress) => heard.push(progress))
    expect(await files.export(CALLER)).toEqual({ outcome: 'cancelled' })
    expect(pages).toBe(3)
    expect(readdirSync(stick.path)).toEqual(['ledger.ndjson'])
    expect(readFileSync(stick.file('ledger.ndjson'), 'utf8')).toBe('what was there before')
    expect(heard).toEqual([{ step: 'ledger', amount: 1, unit: 'line' }])
  })

  it('is written to its end for a window, whoever else goes', async () => {
    const files = ledgerFiles(() => calls.left(CALLER))
    calls.begin(CALLER, (progress) => heard.push(progress))
    expect(await files.export(7)).toMatchObject({ outcome: 'written', lines: 1_000 })
    expect(heard).toEqual([])
  })
})
