import type {
  BulkChoice,
  BulkPreview,
  ChoicePreview,
  ConflictChoice,
  ConflictView,
  Resolution,
  Undoable,
  Undone,
} from '#shared/domain/conflict-desk.ts'
import type { ConflictOutline, ConflictSelection, OutlineRequest } from '#shared/domain/conflict-outline.ts'
import { type ConflictDetail, fieldsOf, type Operation } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { recordsOf } from '../../outbox/conflict-records.ts'
import { type ActionOutcome, madeBy, ontoOf } from '../../outbox/desk.ts'
import type { Step } from '../../outbox/step.ts'
import { isPartOnItsWay } from '../../outbox/taken-along.ts'
import { type Choice, previewOf } from '../conflict/preview.ts'
import { isSameJson } from '../conflict/same-json.ts'
import { bulkChoiceFor } from './bulk-choice.ts'
import { ConflictIndex } from './conflict-index.ts'
import { countFields } from './conflict-summary.ts'
import { conflictView } from './conflict-view.ts'
import { outlineOf } from './outline.ts'
import type { ConflictDeskDependencies, ConflictHistoryQuery, ConflictStore } from './ports.ts'
import { type Decided, recordsOfGivingUp, resolve } from './resolution.ts'
import { ResolutionUndo } from './resolution-undo.ts'
import { seenOf } from './seen.ts'
import { undoneRecords } from './undone.ts'

/** Operations decided about in one transaction. */
const AT_ONCE = 500
/** Fields of one thing that are looked through for what was decided about it last. */
const MAX_RECORDS = 1_000
const MAX_EXAMPLES = 100
/** No version of the server's: it waited for no decision when the others were looked at. */
const NOT_SEEN = -1
const GONE = 'It is in no conflict any more.'
const CHANGED = 'The conflicts have changed since they were counted. Nothing was decided. Look at the figures again.'

/** What goes with a decision about many. */
interface Deciding {
  /** Of the preview that was looked at; left out: nobody has looked. */
  readonly seen?: string | undefined
  readonly note?: string | undefined
}

interface Decision {
  readonly choiceFor: (operation: Operation) => Choice
  /** The server's version that was looked at: refused when it is another by now; left out: as it is. */
  readonly seenVersion?: (key: string) => number | undefined
  /** Why, in the person's own words. */
  readonly note?: string | undefined
}

/**
 * Where a person decides about conflicts, one by one or many at once. Every decision is stored together with the values
 * that lost, and the last one can be undone.
 */
export class ConflictDesk {
  readonly #dependencies: ConflictDeskDependencies
  readonly #undo: ResolutionUndo
  readonly #index: ConflictIndex

  constructor(dependencies: ConflictDeskDependencies) {
    this.#dependencies = dependencies
    this.#undo = new ResolutionUndo(dependencies)
    this.#index = new ConflictIndex({ ...dependencies, viewOf: (operation) => this.#viewOf(operation) })
  }

  /** What waits for a decision, in groups; in full where it is asked for. */
  async outline(request: OutlineRequest): Promise<ConflictOutline> {
    const { keys, withViews } = outlineOf(await this.#index.all(), request)
    return { ...withViews(await this.#views(keys)), undoable: this.undoable }
  }

  /** The conflicts that a selection names, as they are now. */
  keysOf(selection: ConflictSelection): Promise<readonly string[]> {
    return this.#index.keysOf(selection)
  }

  /** What a choice would come to. Rejects with OutpostError `not-found` when there is no such conflict. */
  async preview(key: string, choice: ConflictChoice): Promise<ChoicePreview> {
    const { operations } = await this.#dependencies.store.operations([key])
    const operation = operations[0]
    if (operation?.state !== 'conflicted' || operation.conflict === null) throw new OutpostError('not-found', GONE)
    const outcome = previewOf(operation, operation.conflict, choice)
    if (!outcome.ok) return outcome
    const { sends, send, isDeleted, fields, resolutions } = outcome
    return { ok: true, sends, send: Object.keys(send), isDeleted, fields, resolutions: [...resolutions] }
  }

  /** What one choice would come to for many. `keys` null: for all that wait for a decision. */
  async previewBulk(keys: readonly string[] | null, choice: BulkChoice): Promise<BulkPreview> {
    const sum = { sends: 0, drops: 0, fellows: 0 }
    const cannot: { key: string; message: string }[] = []
    const batches = new Set<string>()
    const decision: Decision = { choiceFor: bulkChoiceFor(choice) }
    const versions = await this.#index.versionsOf(keys)
    for (const part of parts([...versions.keys()])) {
      const { operations } = await this.#dependencies.store.operations(part)
      for (const operation of operations) {
        const { batch, key } = operation
        const step = this.#stepFor(operation, decision, '')
        if (typeof step === 'string') cannot.push({ key, message: step })
        else if (step.after.state === 'queued') sum.sends += 1
        else {
          sum.drops += 1
          if (batch !== null && !batches.has(batch.id)) sum.fellows += this.#fellowsOf(operation)
          if (batch !== null) batches.add(batch.id)
        }
      }
    }
    const fields = countFields(await this.#index.all(), new Set(versions.keys()))
    const examples = cannot.slice(0, MAX_EXAMPLES)
    return { ...sum, cannot: { count: cannot.length, examples }, fields, seen: seenOf(versions) }
  }

  /** Decides about one operation. The outcome says what was not possible. */
  resolve(key: string, choice: ConflictChoice, seenVersion?: number, note?: string): Promise<Resolution> {
    return this.#resolveAll([key], { choiceFor: () => choice, seenVersion: () => seenVersion, note })
  }

  /**
   * Decides the same about many; what cannot be decided so stays where it is. `keys` null: about all that wait. Rejects
   * with OutpostError `changed-meanwhile` when they are not what was seen, and decides nothing.
   */
  async resolveBulk(
    keys: readonly string[] | null,
    choice: BulkChoice,
    { seen, note }: Deciding = {},
  ): Promise<Resolution> {
    const versions = await this.#index.versionsOf(keys)
    if (seen !== undefined && seen !== seenOf(versions)) throw new OutpostError('changed-meanwhile', CHANGED)
    // What changes between here and its own step is refused there.
    const decision = {
      choiceFor: bulkChoiceFor(choice),
      seenVersion: (key: string) => versions.get(key) ?? NOT_SEEN,
      note,
    }
    return this.#resolveAll(keys ?? [...versions.keys()], decision)
  }

  /** Puts an operator's values on top of the server's. Keeping theirs is a roll back. */
  async keepMine(keys: readonly string[]): Promise<readonly ActionOutcome[]> {
    return (await this.#resolveAll(keys, { choiceFor: () => 'mine' })).outcomes
  }

  /** The last decision, as long as it can be undone; null: there is none. */
  get undoable(): Undoable | null {
    return this.#undo.last
  }

  /** Undoes the last decision. Rejects with OutpostError `not-found` when it is not the last one any more. */
  undo(resolutionId: string): Promise<Undone> {
    return this.#undo.undo(resolutionId)
  }

  /** What was decided and what lost by it, newest first. */
  history(query: ConflictHistoryQuery): ReturnType<ConflictStore['conflictRecords']> {
    return this.#dependencies.store.conflictRecords(query)
  }

  /** What is to be remembered when an operation in conflict is given up elsewhere. */
  lossesOf(operation: Operation): ReturnType<typeof recordsOf> {
    const { ids, timekeeper } = this.#dependencies
    if (operation.state !== 'conflicted') return []
    const records = recordsOfGivingUp(operation, this.#decided())
    return recordsOf(records, timekeeper.stamp().wall, () => ids.uuid())
  }

  /** What is to be remembered when an operation that was given up is in conflict again. */
  async undoneOf({ key, intent }: Operation): Promise<ReturnType<typeof recordsOf>> {
    const about = { entityType: intent.entityType, entityId: intent.entityId }
    const { records } = await this.#dependencies.store.conflictRecords({ ...about, offset: 0, limit: MAX_RECORDS })
    const own = records.filter((record) => record.key === key)
    const last = own.filter(({ resolutionId }) => resolutionId === own[0]?.resolutionId)
    return undoneRecords(last, this.#dependencies)
  }

  async #resolveAll(keys: readonly string[], decision: Decision): Promise<Resolution> {
    const { outbox, ids } = this.#dependencies
    const resolutionId = ids.uuid()
    const refused = new Map<string, string>()
    const steps = new Map<string, Step>()
    const moved = new Set<string>()
    const attempt = (operation: Operation): Step | null => {
      const step = this.#stepFor(operation, decision, resolutionId)
      if (typeof step === 'string') {
        refused.set(operation.key, step)
        return null
      }
      steps.set(operation.key, step)
      return step
    }
    for (const part of parts(keys)) {
      try {
        for (const after of await outbox.transition(part, attempt)) moved.add(after.key)
      } catch (error) {
        const message = error instanceof OutpostError ? error.message : 'The decision could not be stored.'
        for (const key of part) refused.set(key, message)
      }
    }
    this.#undo.remember(
      resolutionId,
      [...steps.values()].filter(({ after }) => moved.has(after.key)),
    )
    const outcomes = keys.map((key) => {
      const ok = moved.has(key)
      return { key, ok, message: ok ? null : (refused.get(key) ?? GONE) }
    })
    return { resolutionId, outcomes }
  }

  /** A string: why not. */
  #stepFor(before: Operation, { choiceFor, seenVersion, note }: Decision, resolutionId: string): Step | string {
    const { outbox, timekeeper, ids } = this.#dependencies
    const { conflict, user, key } = before
    if (before.state !== 'conflicted' || conflict === null) return GONE
    const seen = seenVersion?.(key)
    if (seen !== undefined && seen !== conflict.serverVersion) {
      return 'The server’s values have changed meanwhile. Look at them, and decide again.'
    }
    if (!outbox.isOfUser(user.id)) return madeBy(user.name)
    const resolved = resolve(before, conflict, choiceFor(before), { ...this.#decided(), note })
    if (typeof resolved === 'string') return resolved
    const isSent = resolved.state === 'queued'
    if (!isSent && isPartOnItsWay(before, outbox.lanes)) {
      return 'Another change of the same batch is on its way. Try again when it is known.'
    }
    const stamp = timekeeper.stamp()
    const { state, changes, reason } = resolved
    const records = recordsOf(resolved.records, stamp.wall, () => ids.uuid(), resolutionId)
    const after: Operation = { ...before, ...changes, state, changedAt: stamp.wall }
    if (!isSent) return { before, after, reason, records }
    // What a person has decided to send now is as fresh as a new one.
    const fresh = { ...after, waitingSince: stamp }
    return { before, after: fresh, reason, records, onto: this.#ontoOf(before, after, conflict) }
  }

  /** Where mine was not kept as it was, what waits behind it was made in sight of a value that is not there any more. */
  #ontoOf(before: Operation, after: Operation, conflict: ConflictDetail): ReturnType<typeof ontoOf> {
    const sent = fieldsOf(after.intent)
    const mine = Object.entries(fieldsOf(before.intent))
    const kept = mine.filter(([field, value]) => Object.hasOwn(sent, field) && isSameJson(sent[field], value))
    const { intent } = before
    const decided = intent.kind === 'update' ? { ...intent, fields: Object.fromEntries(kept) } : intent
    return ontoOf({ ...before, intent: decided }, conflict, this.#dependencies.outbox.lanes.laneRows(intent))
  }

  #viewOf(operation: Operation): ConflictView | null {
    const { nameOf, outbox } = this.#dependencies
    const context = { entityName: nameOf(operation), fellows: this.#fellowsOf(operation) }
    return conflictView(operation, { ...context, isOwn: outbox.isOfUser(operation.user.id) })
  }

  #fellowsOf({ batch, key }: Operation): number {
    if (batch === null) return 0
    return this.#dependencies.outbox.lanes.batchRows(batch.id).filter((row) => row.key !== key).length
  }

  async #views(keys: readonly string[]): Promise<readonly ConflictView[]> {
    const views: ConflictView[] = []
    for (const part of parts(keys)) {
      const { operations } = await this.#dependencies.store.operations(part)
      views.push(...operations.flatMap((operation) => this.#viewOf(operation) ?? []))
    }
    return views
  }

  #decided(): Decided {
    return { by: this.#dependencies.user(), settings: this.#dependencies.settings() }
  }
}

function parts(keys: readonly string[]): string[][] {
  const found: string[][] = []
  for (let start = 0; start < keys.length; start += AT_ONCE) found.push(keys.slice(start, start + AT_ONCE))
  return found
}
