import type { Fields } from '#shared/domain/entities.ts'
import type { EntityRef } from '#shared/domain/ids.ts'
import { isSettled, type Operation, PRIORITIES, type Transition } from '#shared/domain/operation.ts'
import type { OperationOutline, OperationOutlineRequest } from '#shared/domain/operation-groups.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { indexOfOperation } from '../database/index-rows.ts'
import type { OperationIndexRow, OperationQuery, Store } from '../database/store.ts'
import { afterThisTurn } from '../platform/clock.ts'
import { chainOf } from './chain.ts'
import type { Lanes } from './lanes.ts'
import { actionsOf, canBeGivenUp, NO_ACTIONS, type TroubledRow } from './operation-actions.ts'
import { OperationGroupCounter } from './operation-groups.ts'
import type { OverlayPort } from './overlay-port.ts'
import { consequencesOf } from './taken-along.ts'
import type { WaitingPlace } from './waiting-rows.ts'
import { inSteps, placesFound, type WaitingQuery } from './waiting-search.ts'
import { type SendBlock, whyWaiting } from './why-waiting.ts'

/** Characters of a payload that are shown to a person; the file of refused changes has all of it. */
const MAX_PAYLOAD_SHOWN = 100_000

/** Operations of a question's list that are described. */
const MAX_EXAMPLES = 20

/** Operations as the interface shows them: named, with the reason why each waits and what can be done about it. */
export class OperationList {
  readonly #store: Store
  readonly #lanes: Lanes
  readonly #overlays: OverlayPort
  readonly #block: () => SendBlock | null
  readonly #isUnstored: (key: string) => boolean
  readonly #isSignedOut: () => boolean

  constructor(dependencies: {
    store: Store
    lanes: Lanes
    overlays: OverlayPort
    /** Why nothing can be sent now. */
    block: () => SendBlock | null
    /** Whether the disk has not taken what the server said of an operation. */
    isUnstored: (key: string) => boolean
    /** The last one who was signed in has signed out. */
    isSignedOut: () => boolean
  }) {
    this.#store = dependencies.store
    this.#lanes = dependencies.lanes
    this.#overlays = dependencies.overlays
    this.#block = dependencies.block
    this.#isUnstored = dependencies.isUnstored
    this.#isSignedOut = dependencies.isSignedOut
  }

  async page(query: OperationQuery): Promise<{ total: number; operations: OperationView[] }> {
    const isFound = query.groups !== undefined || (query.text ?? '').trim() !== ''
    if (query.scope === 'pending' && isFound) return this.#search(query)
    const found = await this.#store.page(query)
    const views = found.operations.map((operation) => this.view(operation))
    if (query.scope === 'history') {
      return {
        total: found.total,
        operations: [...views, ...found.unreadable.map((row) => this.#viewOfUnreadable(row))],
      }
    }
    const { shown, total } = this.#withUnreadable(query, found)
    views.push(...shown.map((row) => this.#viewOfUnreadable(row)))
    return { total, operations: views.sort((a, b) => a.clientSequence - b.clientSequence) }
  }

  /** What waits in groups, counted over all of it; of the open ones also what is in them. */
  async outline({ by, text, states, open }: OperationOutlineRequest): Promise<OperationOutline> {
    const counter = new OperationGroupCounter({ by, open })
    await inSteps(await this.#found({ text, states }), (place) => counter.add(place), pause)
    const shown = counter.shown().map((group) => ({ ...group, keys: this.#keysOf(group.told) }))
    const views = await this.#viewsOf(shown.flatMap(({ keys }) => keys))
    const groups = shown.map(({ id, count, first, keys }) => {
      const { entityType, entityId, state, isUnreadable } = first
      const entityName = this.#nameOfThing(first) ?? entityId
      const rows = keys.flatMap((key) => views.get(key) ?? [])
      return { id, count, first: { entityType, entityName, state, isUnreadable }, rows }
    })
    return { by, text, total: counter.total, groupCount: counter.groupCount, groups }
  }

  async #search(query: OperationQuery): Promise<{ total: number; operations: OperationView[] }> {
    const numbers = (await this.#found(query)).map(({ clientSequence }) => clientSequence)
    const keys = this.#keysOf(numbers.slice(query.offset, query.offset + query.limit))
    const views = await this.#viewsOf(keys)
    return { total: numbers.length, operations: keys.flatMap((key) => views.get(key) ?? []) }
  }

  #found(query: WaitingQuery): Promise<readonly WaitingPlace[]> {
    return placesFound(query, { lanes: this.#lanes, wordsOfRow: (row) => this.#wordsOf(row), pause })
  }

  #keysOf(numbers: readonly number[]): readonly string[] {
    return numbers.flatMap((number) => this.#lanes.bySequence(number)?.key ?? [])
  }

  /** By key; also of those that the disk has lost. */
  async #viewsOf(keys: readonly string[]): Promise<ReadonlyMap<string, OperationView>> {
    if (keys.length === 0) return new Map()
    const { operations, unreadable } = await this.#store.operations(keys)
    const views = [
      ...operations.map((operation) => this.view(operation)),
      ...unreadable.map((row) => this.#viewOfUnreadable(row)),
    ]
    const known = new Map(views.map((view) => [view.key, view]))
    for (const key of keys) {
      const row = known.has(key) ? undefined : this.#lanes.get(key)
      if (row !== undefined && isTroubled(row)) known.set(key, this.#viewOfUnreadable(row))
    }
    return known
  }

  /**
   * What cannot be read waits for a person, whatever state it was stored in: asked for by states, it is listed with what was
   * refused, on the first page, and nowhere else. What the disk has lost comes with the first page too.
   */
  #withUnreadable(
    { states, offset, ...query }: OperationQuery,
    { total, unreadable }: { readonly total: number; readonly unreadable: readonly TroubledRow[] },
  ): { shown: readonly TroubledRow[]; total: number } {
    const troubled = this.#troubled(query)
    const onFirst = (rows: readonly TroubledRow[]): readonly TroubledRow[] => (offset === 0 ? rows : [])
    if (states === undefined) {
      const lost = troubled.filter(({ trouble }) => trouble.code === 'missing')
      return { shown: [...unreadable, ...onFirst(lost)], total: total + lost.length }
    }
    const counted = troubled.filter(({ state, trouble }) => trouble.code !== 'missing' && states.includes(state)).length
    if (!states.includes('quarantined')) return { shown: [], total: total - counted }
    const known = new Set(troubled.map(({ key }) => key))
    const fresh = unreadable.filter(({ key }) => !known.has(key))
    return { shown: [...fresh, ...onFirst(troubled)], total: total - counted + troubled.length }
  }

  #troubled({ entityType, entityId }: Pick<OperationQuery, 'entityType' | 'entityId'>): readonly TroubledRow[] {
    if (this.#lanes.troubled === 0) return []
    return [...this.#lanes.rows({ isTroubled: true })].filter(isTroubled).filter((row) => {
      const isOfType = entityType === undefined || entityType === row.entityType
      return isOfType && (entityId === undefined || entityId === row.entityId)
    })
  }

  /** What is on disk of a change that cannot be read, as it is; null: there is nothing, or it can be read. */
  async payload(key: string): Promise<{ payload: string | null; isCut: boolean }> {
    const { unreadable } = await this.#store.operations([key])
    const payload = unreadable[0]?.payload ?? null
    return { payload: payload?.slice(0, MAX_PAYLOAD_SHOWN) ?? null, isCut: (payload?.length ?? 0) > MAX_PAYLOAD_SHOWN }
  }

  /** What taking these back would do to others; `examples`: the first of those that would end too. */
  async consequences(keys: readonly string[]): Promise<{ along: number; examples: OperationView[]; refused: number }> {
    const { along, refused } = consequencesOf(keys, this.#lanes)
    const { operations } = await this.#store.operations(along.slice(0, MAX_EXAMPLES))
    const examples = operations.map((operation) => this.view(operation))
    return { along: along.length, examples, refused: refused.length }
  }

  /** The operation and everything that cannot go before it, in the order in which it would be freed. */
  async chain(key: string): Promise<{ operation: OperationView; behindKey: string | null }[]> {
    const links = chainOf(key, this.#lanes)
    const byKey = await this.#viewsOf(links.map((link) => link.key))
    return links.flatMap(({ key: linked, behindKey }) => {
      const operation = byKey.get(linked)
      return operation === undefined ? [] : [{ operation, behindKey }]
    })
  }

  transitions(key: string): Promise<readonly Transition[]> {
    return this.#store.transitions(key)
  }

  view(operation: Operation): OperationView {
    const { intent, state } = operation
    const row = this.#lanes.get(operation.key) ?? indexOfOperation(operation)
    const wait = isSettled(state)
      ? { reason: 'settled' as const, behindKey: null }
      : whyWaiting(row, this.#lanes, this.#block(), this.#isUnstored(row.key))
    const heldFor = this.#heldFor(row)
    return {
      key: operation.key,
      clientSequence: operation.clientSequence,
      kind: intent.kind,
      entityType: intent.entityType,
      entityId: intent.entityId,
      entityName: this.nameOf(operation),
      state,
      priority: operation.priority,
      fields: intent.kind === 'create' || intent.kind === 'update' ? intent.fields : {},
      baseFields: operation.baseFields,
      command: intent.kind === 'command' ? intent.command : null,
      ...this.#pushedBy(intent),
      createdAt: operation.createdAt,
      waitingSince: operation.waitingSince.wall,
      changedAt: operation.changedAt,
      attempts: operation.attempts,
      nextAttemptAt: operation.nextAttemptAt,
      lastError: operation.lastError,
      conflict: operation.conflict,
      wait,
      actions: heldFor === null ? actionsOf(operation, wait.reason) : NO_ACTIONS,
      heldFor,
      actor: operation.user.name,
      batchId: operation.batch?.id ?? null,
      dependants: this.#lanes.dependantsOf(row).length,
    }
  }

  /** What is known of a change that this version cannot read: that it is there, and why it is not sent. */
  #viewOfUnreadable(row: TroubledRow): OperationView {
    const { key, clientSequence, kind, entityType, entityId, createdAt, trouble } = row
    const name = this.#overlays.view(row)?.data['name']
    const heldFor = this.#heldFor(row)
    return {
      key,
      clientSequence,
      kind,
      entityType,
      entityId,
      entityName: typeof name === 'string' ? name : entityId,
      state: isSettled(row.state) ? row.state : 'quarantined',
      priority: PRIORITIES[row.priority] ?? 'normal',
      fields: {},
      baseFields: {},
      command: null,
      createdAt,
      waitingSince: row.waitingSince.wall,
      changedAt: createdAt,
      attempts: row.attempts,
      nextAttemptAt: null,
      lastError: { code: trouble.code, message: trouble.message },
      conflict: null,
      wait: { reason: 'unreadable', behindKey: null },
      actions: { ...NO_ACTIONS, canDiscard: heldFor === null && canBeGivenUp(row) },
      heldFor,
      actor: '',
      batchId: row.batch?.id ?? null,
      dependants: this.#lanes.dependantsOf(row).length,
    }
  }

  /** Who has to sign in before anything can be done with it; null: whoever is here may. */
  #heldFor({ userId }: Pick<OperationIndexRow, 'userId'>): OperationView['heldFor'] {
    if (!this.#lanes.isOfUser(userId)) return 'author'
    return this.#isSignedOut() ? 'sign-in' : null
  }

  /** The entity's name as an operator knows it, also when the entity is gone. */
  nameOf(operation: Operation): string {
    const { intent } = operation
    const own = 'fields' in intent ? intent.fields['name'] : operation.baseFields['name']
    const shown = this.#nameOfThing(intent)
    return shown ?? (typeof own === 'string' && own !== '' ? own : intent.entityId)
  }

  /** What it is found by besides its index row: the name of its thing, and the command. */
  #wordsOf(row: OperationIndexRow): string {
    const name = this.#nameOfThing(row) ?? ''
    if (row.kind !== 'command') return name
    const mark = this.#overlays.view(row)?.pending.find(({ key }) => key === row.key)
    return `${name}\n${mark?.command ?? ''}`
  }

  /** As it is shown now; null: it has none, or is gone. */
  #nameOfThing({ entityType, entityId }: EntityRef): string | null {
    const view = this.#overlays.view({ entityType, entityId })
    const name = entityType === 'alert' ? this.#nameOfAlarm(view?.reported) : view?.data['name']
    return typeof name === 'string' && name !== '' ? name : null
  }

  #pushedBy(intent: Operation['intent']): Pick<OperationView, 'contentName'> {
    if (intent.kind !== 'command' || intent.contentId === undefined) return {}
    const name = this.#overlays.view({ entityType: 'content', entityId: intent.contentId })?.data['name']
    return { contentName: typeof name === 'string' ? name : intent.contentId }
  }

  /** An alarm has no name of its own: it is what is wrong with which device. */
  #nameOfAlarm(reported: Fields = {}): string | null {
    const { deviceId, message } = reported
    if (typeof deviceId !== 'string' || typeof message !== 'string') return null
    const name = this.#overlays.view({ entityType: 'device', entityId: deviceId })?.data['name']
    return `${typeof name === 'string' ? name : deviceId}: ${message}`
  }
}

function isTroubled(row: OperationIndexRow): row is TroubledRow {
  return row.trouble !== null
}

function pause(): Promise<void> {
  return new Promise((resolve) => afterThisTurn(resolve))
}
