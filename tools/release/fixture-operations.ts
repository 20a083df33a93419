import type { EntityRecord } from '#shared/domain/entities.ts'
import {
  fieldsOf,
  type Intent,
  type Operation,
  type OperationState,
  type Transition,
} from '#shared/domain/operation.ts'
import type { Mutation, Overlay } from '../../src/main/database/store.ts'

/** How an operation gets into each of the states. */
const WAYS: Readonly<Record<OperationState, readonly OperationState[]>> = {
  queued: [],
  stale: ['stale'],
  sending: ['sending'],
  unknown: ['sending', 'unknown'],
  accepted: ['sending', 'accepted'],
  conflicted: ['sending', 'conflicted'],
  quarantined: ['sending', 'quarantined'],
  applied: ['sending', 'applied'],
  unconfirmed: ['sending', 'accepted', 'unconfirmed'],
  expired: ['expired'],
  cancelled: ['cancelled'],
  merged: ['merged'],
}

const MADE_AT = 1_760_000_000_000

/** What is known of each operation of a fixture, whatever its version called it. */
export interface KnownOperation {
  readonly key: string
  readonly clientSequence: number
  readonly state: OperationState
  readonly intent: Operation['intent']
  readonly priority: Operation['priority']
  readonly baseVersion: number
  readonly baseFields: Operation['baseFields']
  readonly attempts: number
  readonly lastError: Operation['lastError']
  readonly conflict: Operation['conflict']
  readonly acknowledged: Operation['acknowledged']
  readonly dependsOn: readonly number[]
  readonly batch: Operation['batch']
  /** Every state it was in, from its making on. */
  readonly states: readonly OperationState[]
}

/** A write as every version of the store takes it: each reads of it what it knows. */
export type AnyVersionMutation = Mutation & { readonly overlay?: Overlay | null }

export interface Life {
  readonly known: KnownOperation
  readonly mutations: readonly AnyVersionMutation[]
}

/** An operation of every kind in every state that this version knows, each in a lane of its own. */
export function everyLife(states: readonly OperationState[]): Life[] {
  const intents = (number: number): Operation['intent'][] => [
    {
      kind: 'create',
      entityType: 'playlist',
      entityId: `made-${number}`,
      fields: { name: `Äpfel “${number}”`, items: [] },
    },
    {
      kind: 'update',
      entityType: 'device',
      entityId: `device-${number}`,
      fields: { name: `Gate ${number}`, tags: ['ü', '2'] },
    },
    { kind: 'delete', entityType: 'content', entityId: `content-${number}` },
    { kind: 'command', entityType: 'device', entityId: `told-${number}`, command: 'reload' },
  ]
  const wanted = states.flatMap((state) => [0, 1, 2, 3].map((kind) => ({ state, kind })))
  return wanted.flatMap(({ state, kind }, index): Life[] => {
    const intent = intents(index + 1)[kind]
    if (intent === undefined || !isPossible(intent, state)) return []
    return [lifeOf(index + 1, intent, state)]
  })
}

/** Only commands wait for their device, and only edits clash. */
function isPossible({ kind }: Intent, state: OperationState): boolean {
  if (state === 'accepted' || state === 'unconfirmed') return kind === 'command'
  return kind !== 'command' || (state !== 'conflicted' && state !== 'merged')
}

function lifeOf(number: number, intent: Operation['intent'], state: OperationState): Life {
  const first = operationOf(number, intent)
  const steps = WAYS[state]
  const mutations: AnyVersionMutation[] = [
    { type: 'operation.insert', operation: first, reason: 'made', overlay: overlayOf(first) },
  ]
  let current = first
  for (const [index, to] of steps.entries()) {
    const at = MADE_AT + number * 10 + index + 1
    const transition = { from: current.state, to, at, reason: `to-${to}` } satisfies Transition
    current = { ...current, ...stateFields(to, at), state: to, changedAt: at }
    const isShown = !['quarantined', 'applied', 'unconfirmed', 'expired', 'cancelled', 'merged'].includes(to)
    mutations.push({
      type: 'operation.change',
      operation: current,
      transition,
      isAmended: false,
      overlay: isShown ? overlayOf(current) : null,
    })
  }
  const { key, clientSequence, priority, baseVersion, baseFields, attempts, lastError, conflict, acknowledged } =
    current
  const { dependsOn, batch } = current
  const own = { key, clientSequence, state, intent, priority, baseVersion, baseFields, attempts, lastError, conflict }
  return { known: { ...own, acknowledged, dependsOn, batch, states: ['queued', ...steps] }, mutations }
}

function operationOf(number: number, intent: Operation['intent']): Operation & { readonly actor: string } {
  const at = MADE_AT + number * 10
  return {
    key: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    clientSequence: number,
    intent,
    state: 'queued',
    priority: intent.kind === 'command' ? 'high' : 'normal',
    baseVersion: intent.kind === 'create' || intent.kind === 'command' ? 0 : 3,
    baseFields: intent.kind === 'update' ? { name: 'before', tags: [] } : {},
    createdAt: at,
    changedAt: at,
    waitingSince: { boot: 'boot-1', up: number, server: at, wall: at },
    acceptedAt: null,
    attempts: 0,
    rounds: 0,
    nextAttemptAt: null,
    lastError: null,
    conflict: null,
    dependsOn: [],
    batch: null,
    user: { id: 'usr_1', name: 'Operator' },
    actor: 'Operator',
    schemaVersion: 1,
    acknowledged: null,
  }
}

/** What an operation holds in a state besides. */
function stateFields(state: OperationState, at: number): Partial<Operation> {
  if (state === 'quarantined') return { attempts: 1, lastError: { code: 'invalid', message: 'name: not like this' } }
  if (state === 'conflicted')
    return { conflict: { serverVersion: 4, serverFields: { name: 'theirs' }, isDeleted: false } }
  if (state === 'applied' || state === 'unconfirmed') return { acknowledged: { version: 4, sequence: 12, at } }
  if (state === 'accepted') {
    return {
      acceptedAt: { boot: 'boot-1', up: 1, server: at, wall: at },
      acknowledged: { version: 4, sequence: 12, at },
    }
  }
  return {}
}

function overlayOf(operation: Operation): Overlay {
  const { key, clientSequence, intent, createdAt } = operation
  return {
    ...{ key, clientSequence, createdAt, entityType: intent.entityType, entityId: intent.entityId, kind: intent.kind },
    fields: fieldsOf(intent),
    command: intent.kind === 'command' ? intent.command : null,
  }
}

/** Some of what the server has said. */
export function someRecords(): EntityRecord[] {
  return [1, 2, 3].map((number) => ({
    entityType: 'device',
    id: `device-${number}`,
    version: 3,
    sequence: number,
    data: {
      ...{ name: `Gate ${number}`, site: 'Nordbahnhof', location: 'Platform 2', model: 'Brightline 55' },
      ...{ serial: `BL-${number}`, tags: [], playlistId: null },
    },
    reported: {
      status: 'online',
      lastSeenAt: MADE_AT,
      health: { score: 98, cpu: 1, memory: 2, storage: 3, temperature: 40 },
    },
  }))
}
