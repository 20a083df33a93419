import { createReadStream } from 'node:fs'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { TransferPort } from '../ipc/services.ts'
import { BundleExporter, type Signer } from '../outbox/bundle/export.ts'
import { BundleImporter } from '../outbox/bundle/import.ts'
import { FileRefusedError } from '../outbox/bundle/problem.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import { MAX_QUARANTINE_FILE_BYTES } from '../outbox/quarantine-file.ts'
import { QuarantineTransfer } from '../outbox/quarantine-transfer.ts'
import type { Clock } from '../platform/clock.ts'
import { readSmallFile } from '../platform/file-atomic.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import type { Ids } from '../platform/ids.ts'
import type { StageFile } from '../platform/staged-file.ts'
import { type AskedFiles, fileNameOf, orRefused } from './asked-files.ts'
import { authorOf, type Installation, siteOf, targetOf } from './site-about.ts'
import type { SiteEngine } from './site-engine.ts'
import { writeText } from './write-text.ts'

const BUNDLE: FileKind = { name: 'bundle', extension: 'json' }
const REFUSED: FileKind = { name: 'refused', extension: 'json' }

export interface BundleFilesDependencies {
  /** The site that is open now. */
  readonly site: () => SiteEngine
  readonly files: AskedFiles
  readonly stageFile: StageFile
  readonly signer: () => Promise<Signer>
  readonly installation: Installation
  readonly clock: Clock
  readonly ids: Ids
}

/** Bundles and refused changes between the open site's queue and files that operators choose. */
export class BundleFiles implements TransferPort {
  readonly #dependencies: BundleFilesDependencies
  /** One for each site: what was inspected for one must not get into another. */
  readonly #importers = new WeakMap<SiteEngine, BundleImporter>()

  constructor(dependencies: BundleFilesDependencies) {
    this.#dependencies = dependencies
  }

  exportBundle(windowId: number): Promise<IpcResponse<'bundle:export'>> {
    const { site, files, installation, clock, ids, signer, stageFile } = this.#dependencies
    return orRefused(async () => {
      const engine = site()
      const suggestedName = fileNameOf('outpost-bundle', clock.now(), BUNDLE.extension)
      const file = await files.save(windowId, { title: 'bundle', suggestedName, kind: BUNDLE })
      if (file === null) return { outcome: 'cancelled' }
      const { store, outbox, timekeeper } = engine
      const author = () => authorOf(engine, installation)
      const exporter = new BundleExporter({ store, outbox, timekeeper, clock, ids, author, signer, stageFile })
      const written = await exporter.export(file.path)
      if (written.outcome === 'nothing') return written
      const { count, left, fingerprint } = written
      return { outcome: 'written', count, left, fingerprint, fileName: file.name }
    })
  }

  inspectBundle(windowId: number): Promise<IpcResponse<'bundle:inspect'>> {
    const { site, files } = this.#dependencies
    return orRefused(async () => {
      const engine = site()
      const file = await files.open(windowId, { title: 'openBundle', kind: BUNDLE })
      if (file === null) return { outcome: 'cancelled' }
      const chunks = createReadStream(file.path)
      const { token, summary, problems } = await this.#importerOf(engine)
        .inspect(chunks)
        .catch((error: unknown) => {
          throw fileTrouble(error, 'read')
        })
      return { outcome: 'inspected', fileName: file.name, token, summary, problems: [...problems] }
    })
  }

  importBundle(token: string): Promise<IpcResponse<'bundle:import'>> {
    return orRefused(async () => {
      const { imported, known } = await this.#importerOf(this.#dependencies.site()).import(token)
      return { outcome: 'imported', imported, known }
    })
  }

  exportRefused(windowId: number, keys: readonly string[] | null): Promise<IpcResponse<'quarantine:export'>> {
    const { site, files, clock, stageFile } = this.#dependencies
    return orRefused(async () => {
      const content = await this.#quarantineOf(site()).exportText(keys)
      if (content === null) return { outcome: 'nothing' }
      const suggestedName = fileNameOf('outpost-refused', clock.now(), REFUSED.extension)
      const file = await files.save(windowId, { title: 'refused', suggestedName, kind: REFUSED })
      if (file === null) return { outcome: 'cancelled' }
      await content.letGo()
      await writeText(file.path, [content.text], stageFile)
      return { outcome: 'written', count: content.count, fileName: file.name }
    })
  }

  importRefused(windowId: number, how: IpcRequest<'quarantine:import'>): Promise<IpcResponse<'quarantine:import'>> {
    const { site, files } = this.#dependencies
    return orRefused(async () => {
      const engine = site()
      const file = await files.open(windowId, { title: 'openRefused', kind: REFUSED })
      if (file === null) return { outcome: 'cancelled' }
      const text = await readSmallFile(file.path, MAX_QUARANTINE_FILE_BYTES).catch((error: unknown) => {
        throw fileTrouble(error, 'read')
      })
      if (text === null) throw new FileRefusedError('not-read', 'There is no such file any more.')
      return { outcome: 'imported', ...(await this.#quarantineOf(engine).importText(text, how)) }
    })
  }

  #importerOf(site: SiteEngine): BundleImporter {
    const { clock, ids } = this.#dependencies
    const { store, outbox } = site
    const importer =
      this.#importers.get(site) ?? new BundleImporter({ store, outbox, clock, ids, target: () => targetOf(site) })
    this.#importers.set(site, importer)
    return importer
  }

  #quarantineOf(engine: SiteEngine): QuarantineTransfer {
    const { clock, ids, installation } = this.#dependencies
    const { store, outbox, list, timekeeper, identity } = engine
    const { clientId } = identity
    const about = () => ({ ...installation, site: siteOf(engine), clientId, user: identity.user })
    return new QuarantineTransfer({ store, outbox, list, timekeeper, clock, ids, about })
  }
}
