import type { Fields } from '#shared/domain/entities.ts'
import { type ConflictDetail, fieldsOf, type Operation, PRIORITIES, type Priority } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Mutation, OperationIndexRow } from '../database/store.ts'
import { checkFields } from './check-intent.ts'
import { stillNeeded } from './coalesce.ts'
import type { Outbox } from './outbox.ts'
import type { Onto } from './rebase.ts'
import type { Step } from './step.ts'
import { canRollBack, isPartOnItsWay, withDependants } from './taken-along.ts'
import type { Timekeeper } from './timekeeper.ts'

export interface ActionOutcome {
  readonly key: string
  readonly ok: boolean
  /** Why not, for the operator. */
  readonly message: string | null
}

type Action = (operation: Operation) => Step | string

/** What an operator can do with operations that wait: each reports, operation by operation, what was possible. */
export class OperationDesk {
  readonly #outbox: Outbox
  readonly #timekeeper: Timekeeper
  readonly #lossesOf: (operation: Operation) => readonly Mutation[]

  constructor(dependencies: {
    outbox: Outbox
    timekeeper: Timekeeper
    /** What is to be remembered of an operation in conflict that is given up. */
    lossesOf?: (operation: Operation) => readonly Mutation[]
  }) {
    this.#outbox = dependencies.outbox
    this.#timekeeper = dependencies.timekeeper
    this.#lossesOf = dependencies.lossesOf ?? (() => [])
  }

  /** Sends refused operations again, and waiting ones now. A batch goes together. */
  retry(keys: readonly string[]): Promise<readonly ActionOutcome[]> {
    return this.#actAsAuthor(this.#withFellows(keys), (operation) => {
      if (operation.state !== 'quarantined' && operation.state !== 'queued') return cannot(operation, 'be tried again')
      // The device has had this key: sent again, the server would only repeat its answer.
      if (operation.acknowledged !== null) return 'The device could not do it. Give the command again.'
      // What a person sends again now is as fresh as a new one.
      const waitingSince = operation.state === 'quarantined' ? this.#timekeeper.stamp() : operation.waitingSince
      const changes = { state: 'queued', attempts: 0, rounds: 0, nextAttemptAt: null, waitingSince } as const
      return this.#step(operation, changes, 'retried-by-operator')
    })
  }

  /** Corrects the values of a refused change and sends it again. Throws OutpostError `invalid-operation` with the field. */
  async editAndRetry(key: string, fields: Fields): Promise<ActionOutcome> {
    const row = this.#outbox.lanes.get(key)
    if (row === undefined) return { key, ok: false, message: 'This operation does not exist.' }
    const checked = checkFields(row.entityType, row.kind, fields)
    const [outcome] = await this.#actAsAuthor([key], (operation) => {
      const { intent } = operation
      if (operation.state !== 'quarantined') return cannot(operation, 'be edited')
      if (intent.kind !== 'create' && intent.kind !== 'update') return 'Only values can be edited; this has none.'
      const corrected = { ...intent, fields: intent.kind === 'create' ? checked : { ...intent.fields, ...checked } }
      const resolved = this.#outbox.resolve(corrected)
      const changes = {
        state: 'queued',
        intent: resolved.intent,
        dependsOn: stillNeeded(operation.dependsOn, this.#outbox.resolve(intent).makers, resolved.makers),
        attempts: 0,
        rounds: 0,
        waitingSince: this.#timekeeper.stamp(),
      } as const
      return this.#step(operation, changes, 'edited-by-operator')
    })
    return outcome ?? { key, ok: false, message: 'This operation does not exist.' }
  }

  /** A person still wants commands that waited too long: they are as fresh as new ones from now on. */
  confirmAgain(keys: readonly string[]): Promise<readonly ActionOutcome[]> {
    return this.#actAsAuthor(keys, (operation) => {
      if (operation.state !== 'stale') return cannot(operation, 'be confirmed: it does not ask for it')
      const changes = { state: 'queued', waitingSince: this.#timekeeper.stamp(), lastError: null } as const
      return this.#step(operation, changes, 'confirmed-by-operator')
    })
  }

  setPriority(keys: readonly string[], priority: Priority): Promise<readonly ActionOutcome[]> {
    return this.#actAsAuthor(keys, (operation) =>
      operation.state === 'queued'
        ? this.#step(operation, { priority }, `priority:${priority}`)
        : cannot(operation, `get another priority (${PRIORITIES.join(', ')})`),
    )
  }

  /** Takes changes back. Taking back the making of something takes back all that was done to it, and with it, since. */
  rollBack(keys: readonly string[], reason = 'rolled-back-by-operator'): Promise<readonly ActionOutcome[]> {
    return this.#actAsAuthor(withDependants(keys, this.#outbox.lanes), (operation) => {
      if (!canRollBack(operation.state)) return cannot(operation, 'be rolled back')
      if (isPartOnItsWay(operation, this.#outbox.lanes))
        return 'Another change of the same batch is on its way. Try again when it is known.'
      const step = this.#step(operation, { state: 'cancelled', nextAttemptAt: null }, reason)
      return { ...step, records: this.#lossesOf(operation) }
    })
  }

  /** What is sent, when, and whether at all, is decided by the author: the server takes it for theirs. */
  #actAsAuthor(keys: readonly string[], action: Action): Promise<readonly ActionOutcome[]> {
    return this.#act(keys, (operation) => {
      const { id, name } = operation.user
      return this.#outbox.isOfUser(id) ? action(operation) : madeBy(name)
    })
  }

  async #act(keys: readonly string[], action: Action): Promise<readonly ActionOutcome[]> {
    this.#timekeeper.refresh()
    const refused = new Map<string, string>()
    const moved = new Set<string>()
    try {
      const after = await this.#outbox.transition(keys, (operation) => {
        const step = action(operation)
        if (typeof step !== 'string') return step
        refused.set(operation.key, step)
        return null
      })
      for (const operation of after) moved.add(operation.key)
    } catch (error) {
      const message = error instanceof OutpostError ? error.message : 'The change could not be stored.'
      return keys.map((key) => ({ key, ok: false, message }))
    }
    return keys.map((key) => {
      const message = moved.has(key) ? null : (refused.get(key) ?? 'This operation does not exist.')
      return { key, ok: moved.has(key), message }
    })
  }

  #step(before: Operation, changes: Partial<Operation>, reason: string): Step {
    return { before, after: { ...before, ...changes, changedAt: this.#timekeeper.stamp().wall }, reason }
  }

  #withFellows(keys: readonly string[]): string[] {
    const { lanes } = this.#outbox
    const fellows = keys.flatMap((key) => {
      const batch = lanes.get(key)?.batch
      return batch ? lanes.batchRows(batch.id).map((row) => row.key) : []
    })
    return [...new Set([...keys, ...fellows])]
  }
}

/** Why whoever is signed in can neither send it nor give it up. */
export function madeBy(name: string): string {
  return `It was made by ${name}, who alone can send it or give it up.`
}

/** The operator has decided about the fields of this operation; what others changed beside them is still to be met. */
export function ontoOf({ intent }: Operation, detail: ConflictDetail, lane: readonly OperationIndexRow[]): Onto {
  const decided = fieldsOf(intent)
  // The feed does not tell which other fields have changed: any of those that wait may have.
  const unsure = detail.isFromFeed === true ? lane.flatMap(({ fields }) => fields) : []
  const changed = [...Object.keys(detail.serverFields), ...unsure]
  return { version: detail.serverVersion, fields: changed, decided: Object.keys(decided) }
}

function cannot(operation: Operation, what: string): string {
  switch (operation.state) {
    case 'sending':
      return `It is on its way to the server and cannot ${what} now.`
    case 'unknown':
      return `The server may have taken it; it cannot ${what} until that is known.`
    case 'accepted':
      return `The server has taken it; it cannot ${what} any more.`
    default:
      return `It is ${operation.state} and cannot ${what}.`
  }
}
