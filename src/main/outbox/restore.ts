import { fieldsOf, type Intent, type Operation, type Transition } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Mutation, Store } from '../database/store.ts'
import type { Adoptable } from './adopt.ts'
import { ON_ANOTHER_PC } from './carried.ts'
import type { ActionOutcome } from './desk.ts'
import type { Outbox } from './outbox.ts'
import { laterKey } from './quarantine-transfer.ts'

export interface RestoreDependencies {
  readonly outbox: Outbox
  readonly store: Store
  /** Tells what is to be remembered of an operation that is in conflict again. */
  readonly conflicts: { undoneOf(operation: Operation): Promise<readonly Mutation[]> }
}

/** An operation that was taken back, and the state it was in before. */
interface TakenBack {
  readonly operation: Operation
  readonly state: Adoptable['state']
}

const REASON = 'restored-by-operator'
const TAKEN_BACK = ['rolled-back-by-operator', 'discarded-by-operator']
const PAGE = 200
const PART_OF_BATCH = 'It belongs to a batch, which comes back as a whole or not at all.'

/**
 * Undoes that changes were rolled back or discarded: each is made again as it was, by whoever made it, as old as it was. All
 * that can be restored is, in one transaction. The key of one that is made again follows from its old one: asked twice, it is
 * there once. Reports, operation by operation, what was possible.
 */
export async function restore(
  keys: readonly string[],
  dependencies: RestoreDependencies,
): Promise<readonly ActionOutcome[]> {
  const refused = new Map<string, string>()
  try {
    const found = await takenBackOf(keys, dependencies.store, refused)
    const fit = found.filter(({ operation }) => {
      const isElsewhere = dependencies.outbox.carried.hadEver(operation.clientSequence)
      const reason = isElsewhere ? ON_ANOTHER_PC : whyOvertaken(operation, dependencies.outbox)
      if (reason !== null) refused.set(operation.key, reason)
      return reason === null
    })
    const whole = wholeBatches(fit, refused)
    await makeAgain(whole, dependencies, refused)
  } catch (error) {
    const message = error instanceof OutpostError ? error.message : 'The change could not be stored.'
    return keys.map((key) => ({ key, ok: false, message }))
  }
  return keys.map((key) => ({ key, ok: !refused.has(key), message: refused.get(key) ?? null }))
}

/** In the order in which they were made. */
async function takenBackOf(
  keys: readonly string[],
  store: Store,
  refused: Map<string, string>,
): Promise<readonly TakenBack[]> {
  const found: TakenBack[] = []
  const wanted = [...new Set(keys)]
  for (const key of wanted) refused.set(key, 'This operation does not exist, or it cannot be read.')
  for (let start = 0; start < wanted.length; start += PAGE) {
    const { operations } = await store.operations(wanted.slice(start, start + PAGE))
    const last = await Promise.all(operations.map(async ({ key }) => (await store.transitions(key)).at(-1)))
    for (const [index, operation] of operations.entries()) {
      const state = stateBefore(operation, last[index])
      if (typeof state === 'string') {
        refused.delete(operation.key)
        found.push({ operation, state })
      } else refused.set(operation.key, state.refusal)
    }
  }
  return found.sort((a, b) => a.operation.clientSequence - b.operation.clientSequence)
}

function stateBefore(
  operation: Operation,
  last: Transition | undefined,
): Adoptable['state'] | { readonly refusal: string } {
  if (operation.state !== 'cancelled') return { refusal: `It is ${operation.state}: it was not taken back.` }
  const reason = last?.reason.replace(/^(batch:)+/, '') ?? ''
  if (!TAKEN_BACK.includes(reason)) return { refusal: 'It was not rolled back or discarded by a person.' }
  // The device has had this command: made again, it would be another one.
  if (operation.acknowledged !== null) return { refusal: 'The device could not do it. Give the command again.' }
  switch (last?.from) {
    case 'queued':
    case 'stale':
    case 'quarantined':
      return last.from
    case 'conflicted':
      return operation.conflict === null ? 'queued' : 'conflicted'
    default:
      return { refusal: 'Nobody knows any more what it was waiting for. Make the change again.' }
  }
}

/** What was changed again since must not be overwritten by something older. */
function whyOvertaken({ intent, clientSequence }: Operation, outbox: Outbox): string | null {
  // It may have got its name from the server meanwhile.
  const { entityType, entityId = intent.entityId } = outbox.resolve<Intent>(intent).intent
  const later = outbox.lanes
    .laneRows({ entityType, entityId })
    .filter((row) => row.clientSequence > clientSequence && row.kind !== 'command')
  if (intent.kind === 'command' || later.length === 0) return null
  const fields = Object.keys(fieldsOf(intent))
  const isMet = intent.kind !== 'update' || later.some((row) => row.kind !== 'update')
  const met = fields.filter((field) => later.some((row) => row.fields.includes(field)))
  if (!isMet && met.length === 0) return null
  return `It was changed again since${met.length === 0 ? '' : `: ${met.join(', ')}`}. Restoring it would overwrite that.`
}

function wholeBatches(found: readonly TakenBack[], refused: Map<string, string>): readonly TakenBack[] {
  const sizes = new Map<string, number>()
  for (const { operation } of found) {
    if (operation.batch !== null) sizes.set(operation.batch.id, (sizes.get(operation.batch.id) ?? 0) + 1)
  }
  return found.filter(({ operation: { key, batch } }) => {
    const isWhole = batch === null || sizes.get(batch.id) === batch.size
    if (!isWhole) refused.set(key, PART_OF_BATCH)
    return isWhole
  })
}

async function makeAgain(
  found: readonly TakenBack[],
  { outbox, conflicts }: RestoreDependencies,
  refused: Map<string, string>,
): Promise<void> {
  const newKeys = new Map(found.map(({ operation }) => [operation.clientSequence, laterKey(operation.key, 1)]))
  const operations = found.map(({ operation, state }) => adoptableOf(operation, state, newKeys, outbox))
  const records: Mutation[] = []
  for (const { operation, state } of found)
    if (state === 'conflicted') records.push(...(await conflicts.undoneOf(operation)))
  const { adopted } = await outbox.adopt({
    operations,
    reason: REASON,
    records: () => records,
    remember: () => undefined,
  })
  const made = new Set(adopted.map(({ key }) => key))
  for (const { operation } of found) {
    if (!made.has(laterKey(operation.key, 1))) refused.set(operation.key, 'It was restored before.')
  }
}

function adoptableOf(
  operation: Operation,
  state: Adoptable['state'],
  newKeys: ReadonlyMap<number, string>,
  { lanes }: Outbox,
): Adoptable {
  const { intent, priority, baseVersion, baseFields, createdAt, waitingSince, batch, user, lastError } = operation
  const dependsOn = operation.dependsOn.flatMap((sequence) => {
    const key = newKeys.get(sequence) ?? lanes.bySequence(sequence)?.key
    return key === undefined ? [] : [key]
  })
  const same = { intent, priority, baseVersion, baseFields, createdAt, waitingSince, batch, user, lastError }
  const conflict = state === 'conflicted' ? operation.conflict : null
  return { ...same, key: laterKey(operation.key, 1), state, conflict, dependsOn }
}
