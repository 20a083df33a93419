import type { IpcResponse } from '#shared/ipc/contract.ts'
import { exportLedger } from '../database/ledger/export.ts'
import { type LedgerAbout, ledgerFooterSchema } from '../database/ledger/format.ts'
import type { Store } from '../database/store.ts'
import type { CallWatch, CommandCalls } from '../headless/command-calls.ts'
import type { LedgerPort } from '../ipc/services.ts'
import { outpostErrorOf } from '../outbox/store-trouble.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import type { StageFile } from '../platform/staged-file.ts'
import { type AskedFiles, fileNameOf, orRefused } from './asked-files.ts'
import type { Installation } from './site-about.ts'
import type { SiteEngine } from './site-engine.ts'
import { writeText } from './write-text.ts'

const TELL_EVERY_MS = 100
const LEDGER: FileKind = { name: 'ledger', extension: 'ndjson' }

export interface LedgerFilesDependencies {
  readonly site: () => Pick<SiteEngine, 'store' | 'identity'>
  readonly files: AskedFiles
  readonly stageFile: StageFile
  readonly installation: Installation
  readonly clock: Clock
  readonly calls: CommandCalls
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
      const file = await files.save(windowId, { title: 'ledger', suggestedName, kind: LEDGER })
      if (file === null) return { outcome: 'cancelled' }
      const { clientId, siteId, siteName } = identity
      const about: LedgerAbout = {
        site: { id: siteId, name: siteName },
        clientId,
        exportedAt: clock.now(),
        program: installation.program,
      }
      const written = { last: '' }
      const watch = this.#watch(windowId)
      try {
        await writeText(file.path, textOf(store, about, { written, watch }), stageFile)
      } catch (error) {
        if (watch.signal.aborted) return { outcome: 'cancelled' }
        throw error
      }
      const { lines, head } = ledgerFooterSchema.parse(JSON.parse(written.last))
      return { outcome: 'written', lines, head, fileName: file.name }
    })
  }

  /** Progress is for people. */
  #watch(windowId: number): CallWatch {
    const { calls, clock } = this.#dependencies
    const { signal, onProgress } = calls.watch(windowId)
    let lastAt = Number.NEGATIVE_INFINITY
    return {
      signal,
      onProgress: (progress) => {
        const now = clock.monotonic()
        if (now - lastAt < TELL_EVERY_MS) return
        lastAt = now
        onProgress(progress)
      },
    }
  }
}

/** The text in parts, until nobody wants it any more. `written.last`: the line that was handed out last, at the end the footer. */
async function* textOf(
  store: Store,
  about: LedgerAbout,
  { written, watch: { signal, onProgress } }: { readonly written: { last: string }; readonly watch: CallWatch },
): AsyncGenerator<string> {
  let lines = 0
  try {
    for await (const line of exportLedger(store, about)) {
      signal.throwIfAborted()
      written.last = line
      lines += 1
      onProgress({ step: 'ledger', amount: lines, unit: 'line' })
      yield `${line}\n`
    }
  } catch (error) {
    throw outpostErrorOf(error)
  }
}
