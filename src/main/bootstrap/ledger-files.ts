import type { IpcResponse } from '#shared/ipc/contract.ts'
import { exportLedger } from '../database/ledger/export.ts'
import { type LedgerAbout, ledgerFooterSchema } from '../database/ledger/format.ts'
import type { Store } from '../database/store.ts'
import type { LedgerPort } from '../ipc/services.ts'
import { outpostErrorOf } from '../outbox/store-trouble.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import type { StageFile } from '../platform/staged-file.ts'
import { type AskedFiles, fileNameOf, orRefused } from './asked-files.ts'
import type { Installation } from './site-about.ts'
import type { SiteEngine } from './site-engine.ts'
import { writeText } from './write-text.ts'

const LEDGER: FileKind = { name: 'Ledger', extension: 'ndjson' }

export interface LedgerFilesDependencies {
  readonly site: () => Pick<SiteEngine, 'store' | 'identity'>
  readonly files: AskedFiles
  readonly stageFile: StageFile
  readonly installation: Installation
  readonly clock: Clock
}

/** The open site's ledger as a file, written while it is read: it may be longer than memory. */
export class LedgerFiles implements LedgerPort {
  readonly #dependencies: LedgerFilesDependencies

  constructor(dependencies: LedgerFilesDependencies) {
    this.#dependencies = dependencies
  }

  export(windowId: number): Promise<IpcResponse<'ledger:export'>> {
    const { site, files, stageFile, installation, clock } = this.#dependencies
    return orRefused(async () => {
      const { store, identity } = site()
      const suggestedName = fileNameOf('outpost-ledger', clock.now(), LEDGER.extension)
      const file = await files.save(windowId, { title: 'Write the ledger', suggestedName, kind: LEDGER })
      if (file === null) return { outcome: 'cancelled' }
      const { clientId, siteId, siteName } = identity
      const about: LedgerAbout = {
        site: { id: siteId, name: siteName },
        clientId,
        exportedAt: clock.now(),
        program: installation.program,
      }
      const written = { last: '' }
      await writeText(file.path, textOf(store, about, written), stageFile)
      const { lines, head } = ledgerFooterSchema.parse(JSON.parse(written.last))
      return { outcome: 'written', lines, head, fileName: file.name }
    })
  }
}

/** The text in parts. `written.last`: the line that was handed out last, at the end the footer. */
async function* textOf(store: Store, about: LedgerAbout, written: { last: string }): AsyncGenerator<string> {
  try {
    for await (const line of exportLedger(store, about)) {
      written.last = line
      yield `${line}\n`
    }
  } catch (error) {
    throw outpostErrorOf(error)
  }
}
