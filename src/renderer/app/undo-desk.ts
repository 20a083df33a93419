import type { EntityType } from '#shared/domain/ids.ts'
import type { Intent } from '#shared/domain/operation.ts'
import type { IpcEvent, IpcResponse } from '#shared/ipc/contract.ts'
import type { Client } from '../ipc/client.ts'
import { entityById } from '../stores/entity-collection.ts'
import type { EntityStore } from '../stores/entity-store.ts'
import type { Say, ToastStore } from '../stores/toast-store.ts'
import {
  isOnlyRolledBack,
  isRevertible,
  revertingIntents,
  type UndoableChange,
  type ValuesOf,
  valuesBefore,
} from './undo-plan.ts'

/** How long a notice stays when nothing of it waits any more: long enough to be read. */
const LIFE_AFTER_APPLIED_MS = 2_000
/** Most intents and keys of one request; the contract's limit. */
const MAX_PER_REQUEST = 1_000

type Queued = IpcResponse<'operations:enqueue'>['operations']

/** What a notice says at each stage. */
export interface UndoWords {
  /** Nothing has to be sent for it. */
  readonly plain: Say
  readonly waiting: Say
  readonly confirmed: Say
  /** The server has a command, its device has not confirmed it. */
  readonly taken: Say
  readonly undo: Say
}

export interface UndoResult {
  readonly rolledBack: number
  /** Changes whose former values were queued as another edit. */
  readonly reverted: number
  /** Why others could not be taken back, a sentence each. */
  readonly refusals: readonly string[]
}

interface Entry {
  readonly words: UndoWords
  readonly changes: readonly UndoableChange[]
  readonly stage: 'waiting' | 'taken' | 'confirmed'
}

/**
 * Notices with Undo. Each says that its change waits only as long as it does, and leaves soon after the server has
 * confirmed it. Undo takes waiting changes out of the queue; an edit that has moved on, or that carries earlier ones
 * along, is undone by another edit back to the values that were shown before.
 */
export class UndoDesk {
  readonly #client: Client
  readonly #entities: EntityStore
  readonly #toasts: ToastStore
  readonly #entries = new Map<number, Entry>()
  /** What became of changes that may be announced later; kept while somebody hears. */
  readonly #heard = new Map<string, UndoableChange['fate']>()
  #hearing = 0

  constructor(dependencies: { client: Client; entities: EntityStore; toasts: ToastStore }) {
    this.#client = dependencies.client
    this.#entities = dependencies.entities
    this.#toasts = dependencies.toasts
  }

  /** Listens to what becomes of changes; returns the function that ends it. */
  start(): () => void {
    const ends = [
      this.#client.subscribe('operation:settled', (event) => this.#settle(event)),
      this.#entities.subscribe(() => this.#lookAtCommands()),
      this.#toasts.subscribe((state) => {
        const shown = new Set(state.toasts.map((toast) => toast.id))
        for (const id of this.#entries.keys()) if (!shown.has(id)) this.#entries.delete(id)
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** The values shown now, to be handed to `announce` once the change is queued. */
  remember(intents: readonly Intent[]): readonly UndoableChange['before'][] {
    return intents.map((intent) => valuesBefore(intent, this.#valuesOf))
  }

  /**
   * Remembers what becomes of changes from now on, for those that are announced only when others are queued too. Returns
   * the function that ends it.
   */
  hear(): () => void {
    this.#hearing += 1
    return () => {
      this.#hearing -= 1
      if (this.#hearing === 0) this.#heard.clear()
    }
  }

  /** Says what was queued, with Undo. `onUndo` is called when it is wanted and is to call `undo`. */
  announce(
    queued: { intents: readonly Intent[]; operations: Queued; before: readonly UndoableChange['before'][] },
    words: UndoWords,
    onUndo: (changes: readonly UndoableChange[]) => void,
  ): void {
    const changes = queued.operations.map(({ key, entityId, merged }, index) => {
      const intent = { ...(queued.intents[index] as Intent), entityId }
      const change = changeOf(key, intent, queued.before[index] ?? null, merged.length > 0)
      return { ...change, fate: this.#heard.get(key) ?? change.fate }
    })
    for (const { key, merged } of queued.operations) this.#carry(merged, key)
    if (changes.every((change) => change.fate === 'ended'))
      return void this.#toasts.getState().add({ text: words.plain })
    const run = () => {
      const entry = this.#entries.get(id)
      if (entry !== undefined) onUndo(entry.changes)
    }
    const action = { label: words.undo, isUndo: true, run }
    const id = this.#toasts.getState().add({ text: words.waiting, action })
    const earlier = this.#entries.get(id)?.changes ?? []
    const entry: Entry = { words, changes: [...earlier, ...changes], stage: 'waiting' }
    this.#entries.set(id, entry)
    this.#retell(id, entry)
  }

  /** Takes changes back. Rejects with a RequestError when the queue does not take it. */
  async undo(changes: readonly UndoableChange[]): Promise<UndoResult> {
    const open = changes.filter((change) => change.fate !== 'ended')
    const direct = open.filter(isOnlyRolledBack)
    const refused = await this.#rollBack(direct.map((change) => change.key))
    const reverted = open.filter(
      (change) => isRevertible(change) && (!isOnlyRolledBack(change) || refused.has(change.key)),
    )
    const intents = revertingIntents(reverted, this.#valuesOf)
    for (let start = 0; start < intents.length; start += MAX_PER_REQUEST) {
      await this.#client.request('operations:enqueue', { intents: intents.slice(start, start + MAX_PER_REQUEST) })
    }
    const refusals = direct.flatMap((change) => (isRevertible(change) ? [] : (refused.get(change.key) ?? [])))
    return { rolledBack: direct.length - refused.size, reverted: intents.length, refusals }
  }

  /** Why each could not be rolled back, by key. */
  async #rollBack(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const refused = new Map<string, string>()
    for (let start = 0; start < keys.length; start += MAX_PER_REQUEST) {
      const part = keys.slice(start, start + MAX_PER_REQUEST)
      const { outcomes } = await this.#client.request('operations:rollback', { keys: part })
      for (const { key, ok, message } of outcomes) if (!ok && part.includes(key)) refused.set(key, message ?? '')
    }
    return refused
  }

  /** These are carried along by `carrier` from now on, and with them what they carry themselves. */
  #carry(merged: readonly string[], carrier: string): void {
    if (merged.length === 0) return
    this.#change((change) => {
      const isCarried = merged.includes(change.key) || (change.carrier !== null && merged.includes(change.carrier))
      return isCarried ? { ...change, carrier } : change
    })
  }

  #settle({ key, state }: IpcEvent<'operation:settled'>): void {
    const fate = fateOf(state)
    if (fate === null) return
    if (this.#hearing > 0) this.#heard.set(key, fate)
    for (const [id, entry] of this.#entries) {
      // A change of thousands is told of one by one: only what it is about is copied.
      if (!entry.changes.some((change) => isAbout(change, key))) continue
      const changes = entry.changes.map((change) => (isAbout(change, key) ? { ...change, fate } : change))
      this.#entries.set(id, { ...entry, changes })
      this.#retell(id, { ...entry, changes })
    }
  }

  /** A command that the server has is not told as settled: its mark says so. */
  #lookAtCommands(): void {
    for (const [id, entry] of this.#entries) {
      if (entry.stage !== 'waiting' || entry.changes.some(({ intent }) => intent.kind !== 'command')) continue
      if (entry.changes.every((change) => this.#isTaken(change))) this.#tell(id, entry, 'taken')
    }
  }

  #isTaken({ key, intent, fate }: UndoableChange): boolean {
    if (fate !== 'waiting') return true
    const collection = this.#entities.getState().slices[intent.entityType]?.collection
    const marks = collection === undefined ? [] : (entityById(collection, intent.entityId)?.pending ?? [])
    return marks.some((mark) => mark.key === key && mark.state === 'accepted')
  }

  #retell(id: number, entry: Entry): void {
    if (entry.changes.some((change) => change.fate === 'waiting')) return
    if (entry.changes.some((change) => change.fate === 'applied')) this.#tell(id, entry, 'confirmed')
    else this.#toasts.getState().dismiss(id)
  }

  #tell(id: number, entry: Entry, stage: 'taken' | 'confirmed'): void {
    if (entry.stage === stage) return
    this.#entries.set(id, { ...entry, stage })
    const before = this.#toasts.getState().toasts.find((toast) => toast.id === id)
    const action = entry.changes.every(isRevertible) ? (before?.source.action ?? null) : null
    this.#toasts.getState().revise(id, { text: entry.words[stage], action }, LIFE_AFTER_APPLIED_MS)
  }

  #change(change: (one: UndoableChange) => UndoableChange): void {
    for (const [id, entry] of this.#entries) this.#entries.set(id, { ...entry, changes: entry.changes.map(change) })
  }

  readonly #valuesOf: ValuesOf = (entityType: EntityType, id: string) => {
    const collection = this.#entities.getState().slices[entityType]?.collection
    return collection === undefined ? null : (entityById(collection, id)?.data ?? null)
  }
}

function isAbout(change: UndoableChange, key: string): boolean {
  return change.key === key || change.carrier === key
}

/** A deletion that takes others along ends with them at once: the server never heard of the thing. */
function changeOf(
  key: string,
  intent: UndoableChange['intent'],
  before: UndoableChange['before'],
  isCarrying: boolean,
): UndoableChange {
  const fate = intent.kind === 'delete' && isCarrying ? 'ended' : 'waiting'
  return { key, intent, before, isCarrying, carrier: null, fate }
}

/** Null: it still waits, carried along by a later change. */
function fateOf(state: IpcEvent<'operation:settled'>['state']): UndoableChange['fate'] | null {
  switch (state) {
    case 'applied':
      return 'applied'
    case 'unconfirmed':
    case 'conflicted':
    case 'quarantined':
    case 'stale':
      return 'needs-person'
    case 'cancelled':
    case 'expired':
      return 'ended'
    default:
      return null
  }
}
