import type { OperationUser } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { OperationIndexRow, Store } from '../../database/store.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import type { StagedFile, StageFile } from '../../platform/staged-file.ts'
import { Carried, spansOf } from '../carried.ts'
import { fileTrouble } from '../file-trouble.ts'
import type { Outbox } from '../outbox.ts'
import { outpostErrorOf } from '../store-trouble.ts'
import type { Timekeeper } from '../timekeeper.ts'
import { bundledOperation } from './bundled-operation.ts'
import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundledOperation, type BundleHeader, fingerprintOf } from './format.ts'
import { FileRefusedError } from './problem.ts'
import { type Selection, selectForBundle } from './select.ts'
import { bundleText, type Sign } from './write.ts'

/** Who writes a bundle, and for which site. */
export interface BundleAuthor {
  readonly site: BundleHeader['site']
  readonly clientId: string
  readonly computer: string
  readonly program: string
  readonly user: OperationUser
  /** The maker of an operation, also of one that was made before anybody had signed in. */
  readonly ownerOf: (user: OperationUser) => OperationUser
}

export interface Signer {
  /** DER form. */
  readonly publicKey: Buffer
  readonly sign: Sign
}

export type BundleExport =
  | { readonly outcome: 'nothing'; readonly left: number }
  | {
      readonly outcome: 'written'
      readonly bundleId: string
      readonly count: number
      /** What waits here and stays here. */
      readonly left: number
      readonly fingerprint: string
    }

export interface BundleExporterDependencies {
  readonly store: Store
  readonly outbox: Outbox
  readonly timekeeper: Timekeeper
  readonly clock: Clock
  readonly ids: Ids
  /** Null: this PC has never been connected to its site. */
  readonly author: () => BundleAuthor | null
  readonly signer: () => Promise<Signer>
  readonly stageFile: StageFile
}

/** By key: the state from which an earlier bundle carried away what nobody has answered for since. */
type Away = ReadonlyMap<string, BundledOperation['state']>

const EXPORTED = 'exported-in-bundle'
const NOT_WRITTEN = 'bundle-not-written'
const PAGE = 200
/** Operations may move on while the file is written: then it is written anew. */
const MAX_TRIES = 3

/** Something that was to be in the file is not waiting any more. */
class MovedOnError extends Error {}

/**
 * Writes waiting operations into a bundle. The file is complete beside its place before the queue changes, and is put in
 * its place after: whenever the program ends in between, the operations are here, and where a file may exist they are
 * `unknown`, so that the server is asked for them before they are sent from here.
 */
export class BundleExporter {
  readonly #dependencies: BundleExporterDependencies

  constructor(dependencies: BundleExporterDependencies) {
    this.#dependencies = dependencies
  }

  /** Rejects with FileRefusedError or OutpostError, which say what has become of the operations; none is lost. */
  async export(path: string): Promise<BundleExport> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#write(path)
      } catch (error) {
        if (!hasMovedOn(error)) throw error
        if (tries < MAX_TRIES) continue
        const message = 'The changes are being sent just now. Pause sending, then write the bundle again.'
        throw new FileRefusedError('moving', message, { cause: error })
      }
    }
  }

  async #write(path: string): Promise<BundleExport> {
    const { author, outbox, signer, stageFile } = this.#dependencies
    const about = author()
    if (about === null) {
      const message = 'This PC has never been connected to its site, so no bundle can be made for it. Connect once.'
      throw new FileRefusedError('site-unknown', message)
    }
    const away = await this.#away()
    const selection = selectForBundle(outbox.lanes, (row) => away.has(row.key))
    if (selection.rows.length === 0) return { outcome: 'nothing', left: selection.left }
    const { publicKey, sign } = await signer()
    const header = this.#headerOf(about, selection, publicKey)
    const going = selection.rows.filter((row) => !away.has(row.key))
    const file = await stageFile(path).catch((error: unknown) => {
      throw fileTrouble(error, 'written')
    })
    try {
      const text = bundleText(header, this.#pages(selection.rows, about, away), sign)
      for await (const part of text) await file.append(part)
      await file.seal()
      await this.#letGo(header, selection, going)
    } catch (error) {
      await file.discard()
      throw hasMovedOn(error) ? error : fileTrouble(error, 'written')
    }
    await this.#publish(file, going)
    const { id: bundleId, count, fingerprint } = header
    return { outcome: 'written', bundleId, count, left: selection.left, fingerprint }
  }

  async #away(): Promise<Away> {
    const { outbox, store } = this.#dependencies
    const away = new Map<string, BundledOperation['state']>()
    for (const row of outbox.lanes.rows({ states: ['unknown'] })) {
      if (!outbox.carried.wasCarriedAway(row.clientSequence)) continue
      const last = (await store.transitions(row.key).catch(storeTrouble)).at(-1)
      if (last?.reason === EXPORTED) away.set(row.key, last.from === 'stale' ? 'stale' : 'queued')
    }
    return away
  }

  #headerOf({ site, clientId, computer, program, user }: BundleAuthor, { rows }: Selection, key: Buffer): BundleHeader {
    const { ids, clock } = this.#dependencies
    return {
      format: BUNDLE_FORMAT,
      version: BUNDLE_VERSION,
      id: ids.uuid(),
      site,
      clientId,
      computer,
      user,
      exportedAt: clock.now(),
      program,
      count: rows.length,
      publicKey: key.toString('base64'),
      fingerprint: fingerprintOf(key),
    }
  }

  async *#pages(
    rows: readonly OperationIndexRow[],
    author: BundleAuthor,
    away: Away,
  ): AsyncGenerator<readonly BundledOperation[]> {
    const { store, outbox, timekeeper } = this.#dependencies
    const keyOf = (sequence: number): string | undefined => {
      const row = outbox.lanes.bySequence(sequence)
      // The server has taken that one.
      return row?.state === 'accepted' ? undefined : row?.key
    }
    for (let start = 0; start < rows.length; start += PAGE) {
      const keys = rows.slice(start, start + PAGE).map((row) => row.key)
      const { operations } = await store.operations(keys).catch(storeTrouble)
      if (operations.length < keys.length) throw new MovedOnError('an operation is gone or cannot be read')
      yield operations.map((operation) => {
        const state = away.get(operation.key) ?? operation.state
        if (state !== 'queued' && state !== 'stale') throw new MovedOnError(`an operation is ${state}`)
        const waitingSince = timekeeper.withServerTime(operation.waitingSince)
        return bundledOperation({ ...operation, user: author.ownerOf(operation.user), waitingSince }, state, keyOf)
      })
    }
  }

  /** The queue's side, in one transaction: the operations may be applied from another PC from now on. */
  async #letGo(header: BundleHeader, selection: Selection, going: readonly OperationIndexRow[]): Promise<void> {
    const { outbox } = this.#dependencies
    const sequences = selection.rows.map((row) => row.clientSequence)
    const { clientId, computer, fingerprint, exportedAt } = header
    const spans = spansOf(sequences)
    const record = { direction: 'out', at: exportedAt, clientId, computer, fingerprint, spans } as const
    const keys = going.map((row) => row.key)
    await outbox.moveUnread({ keys, to: 'unknown', reason: EXPORTED }, [Carried.record(header.id, record)])
    outbox.carried.remember(header.id, record, sequences)
  }

  async #publish(file: StagedFile, going: readonly OperationIndexRow[]): Promise<void> {
    try {
      await file.publish()
    } catch (error) {
      // Only a file that is certainly nowhere lets the operations go back to where they were.
      if (!(await file.discard())) {
        const message =
          'It is not certain whether the bundle was written. No change is lost: the server is asked for each before it is sent from here.'
        throw new FileRefusedError('uncertain', message, { cause: error })
      }
      await this.#takeBack(going)
      throw fileTrouble(error, 'written')
    }
  }

  /** What has been asked for meanwhile has moved on by itself. */
  async #takeBack(rows: readonly OperationIndexRow[]): Promise<void> {
    const { outbox, clock } = this.#dependencies
    const keys = rows.map((row) => row.key)
    await outbox.transition(keys, (before) => {
      if (before.state !== 'unknown') return null
      return { before, after: { ...before, state: 'queued', changedAt: clock.now() }, reason: NOT_WRITTEN }
    })
  }
}

/** What was read is not what is stored any more. */
function hasMovedOn(error: unknown): boolean {
  return error instanceof MovedOnError || (error instanceof OutpostError && error.code === 'invalid-transition')
}

function storeTrouble(error: unknown): never {
  throw outpostErrorOf(error)
}
