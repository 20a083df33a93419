import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { Undoable, Undone } from '#shared/domain/conflict-desk.ts'
import { fieldsOf, type Operation, type OperationState } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Adoptable } from '../../outbox/adopt.ts'
import { ON_ANOTHER_PC } from '../../outbox/carried.ts'
import type { Step } from '../../outbox/step.ts'
import { outpostErrorOf } from '../../outbox/store-trouble.ts'
import { isSameJson } from '../conflict/same-json.ts'
import type { ConflictDeskDependencies } from './ports.ts'
import { undoneRecords } from './undone.ts'

/** Operations taken back in one transaction. */
const AT_ONCE = 500
const REASON = 'resolution-undone'
const REST_OF_BATCH = 'The rest of its batch was taken back with it. Make the change again.'

type Outcome = Undone['outcomes'][number]

/** An operation as the decision found it, and what was recorded of it. */
interface DecidedOperation {
  readonly before: Operation
  readonly records: readonly ConflictRecord[]
}

type Undo = (some: readonly DecidedOperation[]) => Promise<readonly Outcome[]>

interface LastResolution extends Undoable {
  readonly decided: readonly DecidedOperation[]
}

/**
 * Undoes the last decision: what was not sent yet goes back to the desk as it was, what the server has taken is changed
 * back by another change. What is neither is said, and so is what another PC has too and may send. The decision is forgotten with the next one, and at the end of the program.
 */
export class ResolutionUndo {
  readonly #dependencies: ConflictDeskDependencies
  #last: LastResolution | null = null

  constructor(dependencies: ConflictDeskDependencies) {
    this.#dependencies = dependencies
  }

  get last(): Undoable | null {
    if (this.#last === null) return null
    const { resolutionId, at, count } = this.#last
    return { resolutionId, at, count }
  }

  /** A decision was stored. One that decided nothing leaves the one before in place. */
  remember(resolutionId: string, steps: readonly Step[]): void {
    if (steps.length === 0) return
    const decided = steps.map(({ before, records = [] }) => ({
      before,
      records: records.flatMap((one) => (one.type === 'conflict.record' ? [one.record] : [])),
    }))
    this.#last = { resolutionId, at: steps[0]?.after.changedAt ?? 0, count: decided.length, decided }
  }

  /** Rejects with OutpostError: `not-found` when it is not the last decision any more. */
  async undo(resolutionId: string): Promise<Undone> {
    const last = this.#last
    if (last?.resolutionId !== resolutionId) {
      throw new OutpostError(
        'not-found',
        'This decision cannot be undone any more: another one has followed, or it was undone.',
      )
    }
    // Whoever asks twice at once must not undo twice.
    this.#last = null
    const outcomes: Outcome[] = []
    for (let start = 0; start < last.decided.length; start += AT_ONCE) {
      outcomes.push(...(await this.#undoSome(last.decided.slice(start, start + AT_ONCE))))
    }
    return { outcomes }
  }

  /** Each way is tried for itself: what is refused on one of them takes nothing back that was done on another. */
  async #undoSome(decided: readonly DecidedOperation[]): Promise<readonly Outcome[]> {
    const { lanes } = this.#dependencies.outbox
    const known = new Map<string, Outcome>()
    const note = async (some: readonly DecidedOperation[], undo: Undo): Promise<void> => {
      for (const outcome of await orRefused(some, undo)) known.set(outcome.key, outcome)
    }
    const rest = (): readonly DecidedOperation[] => decided.filter(({ before }) => !known.has(before.key))
    const waiting = decided.filter(({ before }) => lanes.has(before.key))
    await note(waiting, (some) => this.#takeBack(some))
    await note(rest(), (some) => this.#reopen(some))
    await Promise.all(rest().map((one) => note([one], async () => [await this.#revert(one.before)])))
    return decided.flatMap(({ before }) => known.get(before.key) ?? [])
  }

  /** What waits again goes back to the desk. Those that are over are not among the outcomes. */
  async #takeBack(decided: readonly DecidedOperation[]): Promise<readonly Outcome[]> {
    const byKey = new Map(decided.map((one) => [one.before.key, one]))
    const outcomes = new Map<string, Outcome>()
    await this.#dependencies.outbox.transition([...byKey.keys()], (operation) => {
      const one = byKey.get(operation.key)
      if (one === undefined) return null
      const message = whyNotBack(operation.state)
      outcomes.set(operation.key, message === null ? back(operation.key) : notPossible(operation.key, message))
      return message === null ? this.#stepBack(operation, one) : null
    })
    return [...outcomes.values()]
  }

  #stepBack(now: Operation, { before, records }: DecidedOperation): Step {
    const { intent, baseVersion, baseFields, rounds, lastError, waitingSince, conflict } = before
    const changedAt = this.#now()
    const same = { intent: { ...intent, entityId: now.intent.entityId }, baseVersion, baseFields, rounds, lastError }
    const changes = { ...same, waitingSince, conflict, nextAttemptAt: null, changedAt }
    return {
      before: now,
      after: { ...now, ...changes, state: 'conflicted' },
      reason: REASON,
      records: undoneRecords(records, this.#dependencies),
    }
  }

  /** What ended without being sent is made again, in conflict as it was. What did not end so is not among the outcomes. */
  async #reopen(over: readonly DecidedOperation[]): Promise<readonly Outcome[]> {
    const { outbox, store } = this.#dependencies
    const { operations } = await store.operations(over.map(({ before }) => before.key))
    const cancelled = new Set(operations.flatMap(({ key, state }) => (state === 'cancelled' ? [key] : [])))
    const ended = over.filter(({ before }) => cancelled.has(before.key))
    const refusals = new Map(ended.map(({ before }) => [before.key, this.#whyNotAgain(before)]))
    const alone = ended.filter(({ before }) => refusals.get(before.key) === null)
    if (alone.length > 0) {
      await outbox.adopt({
        operations: alone.map(({ before }) => this.#madeAgain(before)),
        reason: REASON,
        records: () => alone.flatMap(({ records }) => undoneRecords(records, this.#dependencies)),
        remember: () => undefined,
      })
    }
    return [...refusals].map(([key, message]) => (message === null ? back(key) : notPossible(key, message)))
  }

  /** Why it cannot be made again under another key; null: it can. */
  #whyNotAgain({ batch, clientSequence }: Operation): string | null {
    if (this.#dependencies.outbox.carried.hadEver(clientSequence)) return ON_ANOTHER_PC
    return batch === null ? null : REST_OF_BATCH
  }

  #madeAgain(before: Operation): Adoptable {
    const { ids, outbox } = this.#dependencies
    const { intent, priority, baseVersion, baseFields, createdAt, waitingSince, user, lastError } = before
    const dependsOn = before.dependsOn.flatMap((sequence) => outbox.lanes.bySequence(sequence)?.key ?? [])
    const same = { intent, priority, baseVersion, baseFields, createdAt, waitingSince, user, lastError, batch: null }
    return { ...same, key: ids.uuid(), state: 'conflicted', conflict: before.conflict, dependsOn }
  }

  /** What the server has taken is changed back, unless somebody has changed it since. */
  async #revert({ key, intent }: Operation): Promise<Outcome> {
    const { outbox, store, overlays } = this.#dependencies
    const operation = (await store.operations([key])).operations[0]
    if (operation === undefined) return notPossible(key, 'It cannot be read any more.')
    if (operation.state !== 'applied') return notPossible(key, whyNotBack(operation.state) ?? 'It is over.')
    if (intent.kind !== 'update')
      return notPossible(key, 'It is deleted at the server. A deletion cannot be taken back.')
    const { entityType, entityId } = operation.intent
    const shown = overlays.view({ entityType, entityId })
    if (shown === null) return notPossible(key, 'It does not exist any more.')
    const sent = Object.entries(fieldsOf(operation.intent))
    const moved = sent.flatMap(([field, value]) => (isSameJson(shown.data[field], value) ? [] : [field]))
    if (moved.length > 0) {
      return notPossible(key, `It was changed again since: ${moved.join(', ')}. Undoing would overwrite that.`)
    }
    await outbox.enqueue([{ kind: 'update', entityType, entityId, fields: operation.baseFields }])
    return { key, way: 'reverted', message: null }
  }

  #now(): number {
    return this.#dependencies.timekeeper.stamp().wall
  }
}

/** What the queue or the disk refuses is said of each that it was asked for. */
async function orRefused(some: readonly DecidedOperation[], undo: Undo): Promise<readonly Outcome[]> {
  if (some.length === 0) return []
  try {
    return await undo(some)
  } catch (error) {
    const { message } = outpostErrorOf(error)
    return some.map(({ before }) => notPossible(before.key, message))
  }
}

function back(key: string): Outcome {
  return { key, way: 'back-on-desk', message: null }
}

function notPossible(key: string, message: string): Outcome {
  return { key, way: 'not-possible', message }
}

/** Why an operation in this state cannot go back to the desk; null: it can. */
function whyNotBack(state: OperationState): string | null {
  switch (state) {
    case 'queued':
      return null
    case 'sending':
    case 'unknown':
      return 'It is on its way to the server. Undo it there when the answer is known.'
    case 'conflicted':
      return 'It is on the desk again already.'
    case 'quarantined':
      return 'The server has refused it since. Decide about it under Pending operations.'
    case 'merged':
      return 'A later change of the same thing carries it along. Roll that back instead.'
    default:
      return `It is ${state} by now.`
  }
}
