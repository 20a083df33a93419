import { createHash } from 'node:crypto'
import type { Operation, OperationState, OperationUser } from '#shared/domain/operation.ts'
import type { Store, UnreadableOperation } from '../database/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Adoptable } from './adopt.ts'
import { refused } from './bundle/check-operation.ts'
import { FileRefusedError } from './bundle/problem.ts'
import { type OwnSite, siteProblem } from './bundle/site-check.ts'
import { type BundleRecord, Carried, spansOf } from './carried.ts'
import type { OperationList } from './operation-list.ts'
import type { Outbox } from './outbox.ts'
import {
  type CheckedRefused,
  isoTime,
  parseQuarantineFile,
  QUARANTINE_FORMAT,
  QUARANTINE_VERSION,
  type QuarantineHeader,
  quarantineText,
  type RefusedOperation,
  refusedOperation,
} from './quarantine-file.ts'
import { commitTo, outpostErrorOf } from './store-trouble.ts'
import type { Timekeeper } from './timekeeper.ts'

export interface QuarantineTransferDependencies {
  readonly store: Store
  readonly outbox: Outbox
  readonly list: OperationList
  readonly timekeeper: Timekeeper
  readonly clock: Clock
  readonly ids: Ids
  readonly about: () => Pick<QuarantineHeader, 'clientId' | 'computer' | 'program'> & {
    readonly site: (OwnSite & { readonly name: string; readonly server: string }) | null
    readonly user: OperationUser
  }
}

/** What is to become of refused changes that are taken in. */
export interface TakeIn {
  readonly as: 'quarantined' | 'queued'
  /** `made-again`: under another key. A person says that no other PC has taken the file in. */
  readonly givenUp: 'left-out' | 'made-again'
}

export interface QuarantineExport {
  readonly text: string
  readonly count: number
  /**
   * To be called before the file may exist: from then on another PC may send them. Rejects with OutpostError, or with
   * FileRefusedError `moving`; then no file may be written.
   */
  readonly letGo: () => Promise<void>
}

export interface QuarantineImport {
  readonly imported: number
  /** Waiting or done on this PC already: nothing happened to them. */
  readonly known: number
  /** Given up on this PC, and left out: another one may have taken them in from the file. */
  readonly givenUp: number
  /** Could not be read where the file was written, and cannot be here. */
  readonly unreadable: number
}

/** What becomes of an operation of a file here: it is taken in under a key, or left out. */
type Place = { readonly key: string } | 'known' | 'given-up'

const IMPORTED = 'imported-from-file'
/** Such a file has no signature. */
const UNSIGNED = ''
const PAGE = 200

/** Takes refused changes out into a file that a person can read, and back in. The queue keeps what was taken out. */
export class QuarantineTransfer {
  readonly #dependencies: QuarantineTransferDependencies

  constructor(dependencies: QuarantineTransferDependencies) {
    this.#dependencies = dependencies
  }

  /**
   * The text of a file with those of the operations (null: of all) that were refused or cannot be read, the rest of their
   * batches included. Null: there is none among them. Rejects with OutpostError, or FileRefusedError `site-unknown`.
   */
  async exportText(keys: readonly string[] | null): Promise<QuarantineExport | null> {
    const { store, clock, about } = this.#dependencies
    const { site, clientId, computer, program } = about()
    if (site === null) {
      throw new FileRefusedError('site-unknown', 'This PC has never been connected to its site. Connect once.')
    }
    const operations: RefusedOperation[] = []
    const unreadable: UnreadableOperation[] = []
    const wanted = this.#withFellows(keys ?? this.#refusedKeys())
    for (let start = 0; start < wanted.length; start += PAGE) {
      const found = await store.operations(wanted.slice(start, start + PAGE)).catch(storeTrouble)
      unreadable.push(...found.unreadable)
      for (const operation of found.operations) {
        if (operation.state === 'quarantined') operations.push(await this.#refusedOf(operation))
      }
    }
    if (operations.length + unreadable.length === 0) return null
    const header: QuarantineHeader = {
      format: QUARANTINE_FORMAT,
      version: QUARANTINE_VERSION,
      site,
      clientId,
      computer,
      program,
      exportedAt: isoTime(clock.now()),
    }
    const text = quarantineText(header, operations, unreadable)
    const letGo = () => this.#letGo(operations.map(({ key }) => key))
    return { text, count: operations.length + unreadable.length, letGo }
  }

  /** All of them or none. Rejects with FileRefusedError, or with OutpostError like `Outbox.enqueue`. */
  async importText(text: string, { as, givenUp }: TakeIn): Promise<QuarantineImport> {
    const file = parseQuarantineFile(text)
    const problem = siteProblem(file.header.site, this.#dependencies.about().site)
    if (problem !== null) throw new FileRefusedError(problem.code, problem.message)
    const places = new Map<string, Place>()
    for (const operation of file.operations) {
      places.set(operation.key, await this.#placeOf(operation, givenUp === 'made-again'))
    }
    const fresh = file.operations.filter(({ key }) => typeof places.get(key) === 'object')
    checkBatches(fresh)
    // Only what comes before it may be waited for: a file written by hand must not make a circle.
    const before = new Map<string, string>()
    const operations = fresh.map((operation) => {
      const adoptable = this.#adoptableOf(operation, before, as)
      const place = places.get(operation.key)
      const key = typeof place === 'object' ? place.key : operation.key
      before.set(operation.key, key)
      return { ...adoptable, key }
    })
    const imported = await this.#adopt(operations, file.header)
    const leftOut = [...places.values()].filter((place) => place === 'given-up').length
    const known = file.operations.length - imported - leftOut
    return { imported, known, givenUp: leftOut, unreadable: file.unreadable }
  }

  /** What comes out of a file may be on other PCs under the same keys. Gives how many were taken in. */
  async #adopt(operations: readonly Adoptable[], { clientId, computer }: QuarantineHeader): Promise<number> {
    const { outbox, clock, ids, about } = this.#dependencies
    const [id, at] = [ids.uuid(), clock.now()]
    const direction = clientId === about().clientId ? 'out' : 'in'
    const recordOf = (sequences: readonly number[]): BundleRecord => {
      return { direction, at, clientId, computer, fingerprint: UNSIGNED, spans: spansOf(sequences) }
    }
    const { adopted } = await outbox.adopt({
      operations,
      reason: IMPORTED,
      records: (sequences) => [Carried.record(id, recordOf(sequences))],
      remember: (sequences) => outbox.carried.remember(id, recordOf(sequences), sequences),
    })
    return adopted.length
  }

  async #letGo(keys: readonly string[]): Promise<void> {
    const { store, outbox, clock, ids, about } = this.#dependencies
    const rows = keys.flatMap((key) => outbox.lanes.get(key) ?? [])
    if (rows.length < keys.length || rows.some(({ state }) => state !== 'quarantined')) {
      throw new FileRefusedError('moving', 'Some of these changes have moved on meanwhile. Write the file again.')
    }
    if (rows.length === 0) return
    const { clientId, computer } = about()
    const sequences = rows.map(({ clientSequence }) => clientSequence)
    const spans = spansOf(sequences)
    const record = { direction: 'out', at: clock.now(), clientId, computer, fingerprint: UNSIGNED, spans } as const
    const id = ids.uuid()
    await commitTo(store, [Carried.record(id, record)])
    outbox.carried.remember(id, record, sequences)
  }

  #refusedKeys(): string[] {
    const { lanes } = this.#dependencies.outbox
    const rows = [...lanes.rows({ states: ['quarantined'] }), ...lanes.rows({ isTroubled: true })]
    const inOrder = rows.sort((a, b) => a.clientSequence - b.clientSequence)
    return [...new Set(inOrder.map(({ key }) => key))]
  }

  #withFellows(keys: readonly string[]): string[] {
    const { lanes } = this.#dependencies.outbox
    const fellows = keys.flatMap((key) => {
      const batch = lanes.get(key)?.batch
      return batch ? lanes.batchRows(batch.id).map((row) => row.key) : []
    })
    return [...new Set([...keys, ...fellows])]
  }

  async #refusedOf(operation: Operation): Promise<RefusedOperation> {
    const { store, outbox, list } = this.#dependencies
    const history = await store.transitions(operation.key).catch(storeTrouble)
    const dependsOn = operation.dependsOn.flatMap((sequence) => outbox.lanes.bySequence(sequence)?.key ?? [])
    return refusedOperation(operation, { entityName: list.nameOf(operation), history, dependsOn })
  }

  /**
   * The key to take an operation in under: its own, or, when its device has had it, the one that follows from it, on every
   * PC alike. What was given up here gets the next one only when a person says so: the file may have been taken in elsewhere.
   */
  async #placeOf({ key, hadReachedDevice }: CheckedRefused, isMadeAgain: boolean): Promise<Place> {
    let wasGivenUp = false
    for (let again = 0; ; again++) {
      const tried = again === 0 ? key : laterKey(key, again)
      const state = await this.#stateOf(tried)
      if (again === 0 && hadReachedDevice && state !== 'quarantined') continue
      if (state === null) return wasGivenUp && !isMadeAgain ? 'given-up' : { key: tried }
      if (state !== 'cancelled' && state !== 'expired') return 'known'
      wasGivenUp = true
    }
  }

  async #stateOf(key: string): Promise<OperationState | null> {
    const { operations, unreadable } = await this.#dependencies.store.operations([key]).catch(storeTrouble)
    return (operations[0] ?? unreadable[0])?.state ?? null
  }

  /** @param before keys in the file, and those of the queue they are taken in under, of what comes before it. */
  #adoptableOf(operation: CheckedRefused, before: ReadonlyMap<string, string>, state: TakeIn['as']): Adoptable {
    const { outbox, timekeeper, about } = this.#dependencies
    const { key, intent, priority, baseVersion, before: baseFields, madeAt, dependsOn, batch, refused: why } = operation
    return {
      key,
      intent,
      state,
      priority,
      baseVersion,
      baseFields,
      createdAt: Date.parse(madeAt),
      // A person has just looked at it, as at one that is tried again.
      waitingSince: timekeeper.stamp(),
      dependsOn: dependsOn.flatMap((other) => before.get(other) ?? outbox.lanes.get(other)?.key ?? []),
      batch,
      // The file can be written by anybody: whoever takes it in answers for it.
      user: about().user,
      lastError: state === 'quarantined' ? why : null,
    }
  }
}

/** A batch goes whole or not at all, also into a file and out of it. */
function checkBatches(operations: readonly CheckedRefused[]): void {
  const found = new Map<string, number>()
  for (const { batch } of operations) if (batch !== null) found.set(batch.id, (found.get(batch.id) ?? 0) + 1)
  const partial = operations.find(({ batch }) => batch !== null && found.get(batch.id) !== batch.size)
  if (partial !== undefined) {
    throw refused(`the change ${partial.key}`, 'its batch is not whole: a part is missing in the file, or waits here.')
  }
}

/** The key under which an operation is made anew for the n-th time: always the same one, so that two imports agree. */
export function laterKey(key: string, again: number): string {
  const hex = createHash('sha256').update(`${key} again ${again}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function storeTrouble(error: unknown): never {
  throw outpostErrorOf(error)
}
