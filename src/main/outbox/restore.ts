import { fieldsOf, type Intent, type Operation, type Transition } from '#shared/domain/operation.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Mutation, Store } from '../database/store.ts'
import type { Adoptable } from './adopt.ts'
import { MAX_BATCH_SIZE } from './batches.ts'
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
/** Batches whose members are looked for at once. */
const BATCHES = 20
const PART_OF_BATCH =
  'It belongs to a batch, which comes back as a whole or not at all, and the rest of it cannot come back now.'

/**
 * Undoes that changes were rolled back or discarded: each is made again as it was, by whoever made it, as old as it was. All
 * that can be restored is, in one transaction; with a member of a batch the whole of it. The key of one that is made again
 * follows from its old one: asked twice, it is there once. Reports, operation by operation, what was possible, also of
 * those that came along.
 */
export async function restore(
  keys: readonly string[],
  dependencies: RestoreDependencies,
): Promise<readonly ActionOutcome[]> {
  const refused = new Map<string, string>()
  try {
    const asked = await takenBackOf(keys, dependencies.store, refused)
    const found = inOrder([...asked, ...(await fellowsOf(asked, dependencies.store, refused))])
    const fit = found.filter(({ operation }) => {
      const reason = whyNot(operation, dependencies.outbox)
      if (reason !== null) refused.set(operation.key, reason)
      return reason === null
    })
    const whole = wholeBatches(fit, refused)
    await makeAgain(whole, dependencies, refused)
    const all = new Set([...keys, ...whole.map(({ operation }) => operation.key)])
    return [...all].map((key) => ({ key, ok: !refused.has(key), message: refused.get(key) ?? null }))
  } catch (error) {
    const message = error instanceof OutpostError ? error.message : 'The change could not be stored.'
    return keys.map((key) => ({ key, ok: false, message }))
  }
}

/** In the order in which they were made. */
function inOrder(found: readonly TakenBack[]): readonly TakenBack[] {
  return found.toSorted((a, b) => a.operation.clientSequence - b.operation.clientSequence)
}

/** What was taken back with them, and is not asked for: the rest of their batches. */
async function fellowsOf(
  asked: readonly TakenBack[],
  store: Store,
  refused: Map<string, string>,
): Promise<readonly TakenBack[]> {
  const incomplete = [...sizesOf(asked)].flatMap(([id, { found, size }]) => (found < size ? [id] : []))
  const known = new Set(asked.map(({ operation }) => operation.key))
  const fellows: string[] = []
  for (let start = 0; start < incomplete.length; start += BATCHES) {
    const batchIds = incomplete.slice(start, start + BATCHES)
    // Each may have been restored and taken back before; those are not many.
    const limit = BATCHES * MAX_BATCH_SIZE * 10
    const { operations } = await store.page({ scope: 'history', states: ['cancelled'], batchIds, offset: 0, limit })
    const all = new Set(operations.map(({ key }) => key))
    // One that was made again since is there under another key.
    fellows.push(...[...all].filter((key) => !known.has(key) && !all.has(laterKey(key, 1))))
  }
  return fellows.length === 0 ? [] : takenBackOf(fellows, store, refused)
}

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
  return found
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

function whyNot(operation: Operation, outbox: Outbox): string | null {
  const { user, clientSequence } = operation
  if (!outbox.isOfUser(user.id)) return `It was made by ${user.name}, who alone can bring it back.`
  return outbox.carried.hadEver(clientSequence) ? ON_ANOTHER_PC : whyOvertaken(operation, outbox)
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
  const sizes = sizesOf(found)
  return found.filter(({ operation: { key, batch } }) => {
    const isWhole = batch === null || sizes.get(batch.id)?.found === batch.size
    if (!isWhole) refused.set(key, PART_OF_BATCH)
    return isWhole
  })
}

/** How many members of each batch there are here, and how many it has. */
function sizesOf(
  members: readonly TakenBack[],
): ReadonlyMap<string, { readonly found: number; readonly size: number }> {
  const sizes = new Map<string, { found: number; size: number }>()
  for (const { operation } of members) {
    const { batch } = operation
    if (batch !== null) sizes.set(batch.id, { found: (sizes.get(batch.id)?.found ?? 0) + 1, size: batch.size })
  }
  return sizes
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
