import { type ConflictRecord, conflictSettingsSchema } from '#shared/domain/conflict.ts'
import type { ConflictChoice, ConflictView } from '#shared/domain/conflict-desk.ts'
import type { ConflictSelection } from '#shared/domain/conflict-outline.ts'
import { OPERATION_SCHEMA_VERSION, type Operation } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { type Choice, previewOf } from '../../src/main/delivery/conflict/preview.ts'
import { bulkChoiceFor } from '../../src/main/delivery/conflict-desk/bulk-choice.ts'
import {
  type ConflictSummary,
  chosenKeys,
  countFields,
  summaryOf,
} from '../../src/main/delivery/conflict-desk/conflict-summary.ts'
import { conflictView } from '../../src/main/delivery/conflict-desk/conflict-view.ts'
import { outlineOf } from '../../src/main/delivery/conflict-desk/outline.ts'
import { resolve } from '../../src/main/delivery/conflict-desk/resolution.ts'
import { type FakeQueue, Refusal } from './fake-queue.ts'
import { inState } from './operations.ts'

type ConflictName = Extract<IpcRequestName, `conflicts:${string}`>
type ChoiceFor = (operation: Operation) => Choice | ConflictChoice
type Conflicts = { readonly [N in ConflictName]: (request: IpcRequest<N>) => IpcResponse<N> }

const GONE = 'It is in no conflict any more.'
const STAMP = { boot: 'preview', up: 0, server: null, wall: 0 }
const DECIDED = { by: { id: 'user-1', name: 'operator' }, settings: conflictSettingsSchema.parse({}) }

/** The conflict desk over the imagined queue: the decisions are the product's own, nothing is stored. */
export class FakeConflicts {
  readonly #queue: FakeQueue
  readonly #records: ConflictRecord[] = []
  #last: { resolutionId: string; at: number; before: readonly OperationView[] } | null = null
  #count = 0

  constructor(queue: FakeQueue, records: readonly ConflictRecord[]) {
    this.#queue = queue
    this.#records.push(...records)
  }

  readonly handlers: Conflicts = {
    'conflicts:outline': (request) => {
      const all = this.#all()
      const { keys, withViews } = outlineOf(
        all.map(({ summary }) => summary),
        request,
      )
      const wanted = new Set(keys)
      const undoable = this.#last && { ...this.#last, count: this.#last.before.length }
      return { ...withViews(all.flatMap(({ view }) => (wanted.has(view.key) ? [view] : []))), undoable }
    },
    'conflicts:preview': ({ key, choice }) => {
      const operation = operationOf(this.#viewOf(key))
      const outcome = previewOf(operation, conflictOf(operation), choice)
      return outcome.ok
        ? { ...outcome, send: Object.keys(outcome.send), resolutions: [...outcome.resolutions] }
        : { ...outcome }
    },
    'conflicts:resolve': ({ key, choice, note }) => {
      const [outcome] = this.#decide([key], () => choice, note)
      return { resolutionId: this.#last?.resolutionId ?? '', outcomes: outcome === undefined ? [] : [outcome] }
    },
    'conflicts:preview-bulk': ({ selection, choice }) => {
      const keys = this.#keys(selection)
      const outcomes = keys.map((key) => ({ key, ...this.#resolved(key, bulkChoiceFor(choice)) }))
      const cannot = outcomes.flatMap(({ key, message }) => (message === null ? [] : [{ key, message }]))
      const count = (state: string): number => outcomes.filter((outcome) => outcome.state === state).length
      return {
        sends: count('queued'),
        drops: count('cancelled'),
        fellows: 0,
        cannot: { count: cannot.length, examples: cannot },
        fields: countFields(this.#summaries(), new Set(keys)),
        seen: this.#seen(keys),
      }
    },
    'conflicts:resolve-bulk': ({ selection, choice, seen, note }) => {
      const keys = this.#keys(selection)
      if (seen !== this.#seen(keys)) throw new Refusal('changed-meanwhile', 'The conflicts have changed.')
      const outcomes = this.#decide(keys, bulkChoiceFor(choice), note)
      const refused = outcomes.flatMap(({ key, message }) => (message === null ? [] : [{ key, message }]))
      const resolutionId = this.#last?.resolutionId ?? ''
      return {
        resolutionId,
        done: outcomes.length - refused.length,
        refused: { count: refused.length, examples: refused },
      }
    },
    'conflicts:undo': ({ resolutionId }) => {
      if (this.#last?.resolutionId !== resolutionId) throw new Refusal('not-found', 'Another decision has followed.')
      const { before } = this.#last
      this.#last = null
      this.#queue.restore(before)
      return { backOnDesk: before.length, reverted: 0, notPossible: { count: 0, examples: [] } }
    },
    'conflicts:history': ({ offset, limit, entityId, resolutionId, isAutomatic, since = 0, text = '' }) => {
      const found = this.#records.filter(
        (record) =>
          record.at >= since &&
          (isAutomatic === undefined || record.isAutomatic) &&
          JSON.stringify([record, this.#nameOf(record)])
            .toLowerCase()
            .includes(text.toLowerCase()) &&
          (entityId === undefined || record.entityId === entityId) &&
          (resolutionId === undefined || record.resolutionId === resolutionId),
      )
      const page = found.slice(offset, offset + limit)
      return { total: found.length, records: page.map((record) => ({ record, entityName: this.#nameOf(record) })) }
    },
  }

  #decide(keys: readonly string[], choiceFor: ChoiceFor, note: string | undefined) {
    const at = Date.now()
    const resolutionId = this.#newId()
    const before: OperationView[] = []
    const outcomes = keys.map((key) => {
      const view = this.#waiting().find((one) => one.key === key)
      if (view === undefined) return { key, ok: false, message: GONE }
      const operation = operationOf(view)
      const resolved = resolve(operation, conflictOf(operation), choiceFor(operation), { ...DECIDED, note })
      if (typeof resolved === 'string') return { key, ok: false, message: resolved }
      before.push(view)
      const records = resolved.records.map((record) => ({ ...record, id: this.#newId(), at, resolutionId }))
      this.#records.unshift(...records)
      this.#queue.move([key], (one) => inState(one, resolved.state, { conflict: null, lastError: null }))
      return { key, ok: true, message: null }
    })
    if (before.length > 0) this.#last = { resolutionId, at, before }
    return outcomes
  }

  #resolved(key: string, choiceFor: ChoiceFor): { state: string | null; message: string | null } {
    const operation = operationOf(this.#viewOf(key))
    const resolved = resolve(operation, conflictOf(operation), choiceFor(operation), DECIDED)
    return typeof resolved === 'string' ? { state: null, message: resolved } : { state: resolved.state, message: null }
  }

  #keys(selection: ConflictSelection): readonly string[] {
    return chosenKeys(this.#summaries(), selection)
  }

  #seen(keys: readonly string[]): string {
    const chosen = new Set(keys)
    const seen = this.#summaries().filter(({ key }) => chosen.has(key))
    return `${seen.length} ${seen.reduce((sum, { serverVersion }) => sum + serverVersion, 0)}`
  }

  #summaries(): readonly ConflictSummary[] {
    return this.#all().map(({ summary }) => summary)
  }

  #all(): readonly { readonly view: ConflictView; readonly summary: ConflictSummary }[] {
    return this.#waiting().flatMap((shown) => {
      const operation = operationOf(shown)
      const { entityName } = shown
      const view = conflictView(operation, { entityName, fellows: this.#fellowsOf(shown), isOwn: true })
      return view === null ? [] : [{ view, summary: summaryOf(operation, view) }]
    })
  }

  #waiting(): readonly OperationView[] {
    return this.#queue.operations.filter(({ state }) => state === 'conflicted')
  }

  #viewOf(key: string): OperationView {
    const view = this.#waiting().find((one) => one.key === key)
    if (view === undefined) throw new Refusal('not-found', GONE)
    return view
  }

  #fellowsOf({ batchId, key }: OperationView): number {
    return batchId === null
      ? 0
      : this.#queue.operations.filter((one) => one.batchId === batchId && one.key !== key).length
  }

  #nameOf({ entityId }: ConflictRecord): string {
    const all = [...this.#queue.operations, ...this.#queue.history]
    return all.find((one) => one.entityId === entityId)?.entityName ?? entityId
  }

  #newId(): string {
    this.#count += 1
    return `c0f11c7d-0000-4000-8000-${String(this.#count).padStart(12, '0')}`
  }
}

function conflictOf({ conflict }: Operation): NonNullable<Operation['conflict']> {
  if (conflict === null) throw new Refusal('not-found', GONE)
  return conflict
}

/** The stored operation behind one that is shown, as far as the desk looks at it. */
function operationOf(view: OperationView): Operation {
  const { key, clientSequence, entityType, entityId, fields, baseFields, state, priority } = view
  const ref = { entityType, entityId }
  const intent =
    view.kind === 'delete' ? ({ kind: 'delete', ...ref } as const) : ({ kind: 'update', ...ref, fields } as const)
  return {
    ...{ key, clientSequence, intent, state, priority, baseFields },
    baseVersion: 1,
    createdAt: view.createdAt,
    changedAt: view.changedAt,
    waitingSince: STAMP,
    acceptedAt: null,
    attempts: 0,
    rounds: 0,
    nextAttemptAt: null,
    lastError: view.lastError,
    conflict: view.conflict,
    dependsOn: [],
    batch: view.batchId === null ? null : { id: view.batchId, size: 2 },
    user: { id: 'user-1', name: view.actor },
    schemaVersion: OPERATION_SCHEMA_VERSION,
    acknowledged: null,
  }
}
