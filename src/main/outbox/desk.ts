import type { ConflictDetail, Operation } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Clock } from '../platform/clock.ts'
import type { Outbox, Step } from './outbox.ts'
import type { Onto } from './rebase.ts'

export interface ActionOutcome {
  readonly key: string
  readonly ok: boolean
  /** Why not, for the operator. */
  readonly message: string | null
}

type Action = (operation: Operation, now: number) => Step | string

/** What an operator can do with operations that wait: each reports, operation by operation, what was possible. */
export class OperationDesk {
  readonly #outbox: Outbox
  readonly #clock: Clock

  constructor(dependencies: { outbox: Outbox; clock: Clock }) {
    this.#outbox = dependencies.outbox
    this.#clock = dependencies.clock
  }

  /** Sends refused operations again, and waiting ones now. */
  retry(keys: readonly string[]): Promise<readonly ActionOutcome[]> {
    return this.#act(keys, (operation, now) => {
      if (operation.state !== 'quarantined' && operation.state !== 'queued') return cannot(operation, 'be tried again')
      return stepTo(
        operation,
        { state: 'queued', attempts: 0, nextAttemptAt: null, changedAt: now },
        'retried-by-operator',
      )
    })
  }

  /** Takes changes back. Taking back the making of something takes back all that was done to it since. */
  rollBack(keys: readonly string[]): Promise<readonly ActionOutcome[]> {
    return this.#act(this.#withDependants(keys), (operation, now) => {
      if (!canRollBack(operation.state)) return cannot(operation, 'be rolled back')
      return stepTo(operation, { state: 'cancelled', changedAt: now, nextAttemptAt: null }, 'rolled-back-by-operator')
    })
  }

  /** Puts an operator's value on top of the server's. */
  keepMine(keys: readonly string[]): Promise<readonly ActionOutcome[]> {
    return this.#act(keys, (operation, now) => {
      if (operation.state !== 'conflicted' || operation.conflict === null)
        return cannot(operation, 'be kept: it is in no conflict')
      if (operation.conflict.isDeleted)
        return 'It was deleted at the server; the change has nothing to go to. Roll it back.'
      const changes = {
        state: 'queued',
        baseVersion: operation.conflict.serverVersion,
        conflict: null,
        changedAt: now,
        lastError: null,
      } as const
      return { ...stepTo(operation, changes, 'kept-mine-by-operator'), onto: ontoOf(operation, operation.conflict) }
    })
  }

  async #act(keys: readonly string[], action: Action): Promise<readonly ActionOutcome[]> {
    const refused = new Map<string, string>()
    const moved = new Set<string>()
    try {
      const after = await this.#outbox.transition(keys, (operation) => {
        const step = action(operation, this.#clock.now())
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

  #withDependants(keys: readonly string[]): string[] {
    const all = new Set(keys)
    for (const key of keys) {
      const row = this.#outbox.lanes.get(key)
      if (row === undefined || row.kind !== 'create' || !canRollBack(row.state)) continue
      for (const other of this.#outbox.lanes.laneRows(row)) {
        if (other.clientSequence > row.clientSequence) all.add(other.key)
      }
    }
    return [...all]
  }
}

/** Only what the server certainly has not taken can be taken back. */
export function canRollBack(state: Operation['state']): boolean {
  return state === 'queued' || state === 'conflicted' || state === 'quarantined'
}

function stepTo(before: Operation, changes: Partial<Operation>, reason: string): Step {
  return { before, after: { ...before, ...changes }, reason }
}

/** The operator has decided about the fields of this operation; what others changed beside them is still to be met. */
function ontoOf({ intent }: Operation, { serverVersion, serverFields }: ConflictDetail): Onto {
  const decided = intent.kind === 'update' ? intent.fields : {}
  return { version: serverVersion, fields: Object.keys(serverFields).filter((field) => !Object.hasOwn(decided, field)) }
}

function cannot(operation: Operation, what: string): string {
  switch (operation.state) {
    case 'sending':
      return `It is on its way to the server and cannot ${what} now.`
    case 'unknown':
      return `The server may have taken it; it cannot ${what} until that is known.`
    default:
      return `It is ${operation.state} and cannot ${what}.`
  }
}
