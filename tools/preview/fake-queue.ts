import { ENTITY_SCHEMAS } from '#shared/domain/entities.ts'
import { GROUP_OF_ALONE, MAX_OPERATION_GROUPS, operationGroupOf } from '#shared/domain/operation-groups.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { ErrorCode } from '#shared/errors/result.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { inState, transitionsOf } from './operations.ts'

/** What the imagined main process says no to. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  constructor(code: ErrorCode, message: string, field?: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

type Outcomes = IpcResponse<'operations:retry'>
type Links = IpcResponse<'operations:chain'>['links']

/** The queue of the imagined main process. Nothing is stored. */
export class FakeQueue {
  operations: readonly OperationView[]
  history: readonly OperationView[]
  /** Told what has changed, with everything that is settled by it. */
  readonly #onChanged: (changed: readonly OperationView[]) => void

  constructor(
    start: { operations: readonly OperationView[]; history: readonly OperationView[] },
    onChanged: (changed: readonly OperationView[]) => void,
  ) {
    this.operations = start.operations
    this.history = start.history
    this.#onChanged = onChanged
  }

  list(query: IpcRequest<'operations:list'>): IpcResponse<'operations:list'> {
    const all = query.scope === 'pending' ? this.operations : this.history
    const matching = all.filter(
      (operation) =>
        (query.states?.includes(operation.state) ?? true) &&
        (query.entityId === undefined || operation.entityId === query.entityId) &&
        (query.groups?.ids.includes(operationGroupOf(operation, query.groups.by)) ?? true) &&
        holdsAll(operation, query.text ?? ''),
    )
    return { total: matching.length, operations: matching.slice(query.offset, query.offset + query.limit) }
  }

  outline({ by, text, states, open }: IpcRequest<'operations:outline'>): IpcResponse<'operations:outline'> {
    const { total, operations } = this.list({ scope: 'pending', text, states, offset: 0, limit: 100_000 })
    const ids = [...new Set(operations.map((operation) => operationGroupOf(operation, by)))]
    const inOrder = [...ids.filter((id) => id !== GROUP_OF_ALONE), ...ids.filter((id) => id === GROUP_OF_ALONE)]
    const groups = inOrder.flatMap((id) => {
      const members = operations.filter((operation) => operationGroupOf(operation, by) === id)
      const limit = open.find((one) => one.id === id)?.limit ?? 0
      return members.slice(0, 1).map(({ entityType, entityName, state, wait }) => {
        const first = { entityType, entityName, state, isUnreadable: wait.reason === 'unreadable' }
        return { id, count: members.length, first, rows: members.slice(0, limit) }
      })
    })
    return { by, text, total, groupCount: groups.length, groups: groups.slice(0, MAX_OPERATION_GROUPS) }
  }

  transitions(key: string): IpcResponse<'operations:transitions'> {
    const operation = [...this.operations, ...this.history].find((candidate) => candidate.key === key)
    return { transitions: operation === undefined ? [] : transitionsOf(operation) }
  }

  /** Adds new operations. An edit carries along the edit of the same thing that waits last, as the real queue does. */
  add(made: readonly OperationView[]): readonly { operation: OperationView; merged: string[] }[] {
    const [only] = made
    const last = this.operations.findLast(({ entityId }) => entityId === only?.entityId)
    const isAbsorbing =
      made.length === 1 && only?.kind === 'update' && last?.kind === 'update' && last.state === 'queued'
    if (!isAbsorbing) {
      this.operations = [...this.operations, ...made]
      this.#onChanged(made)
      return made.map((operation) => ({ operation, merged: [] }))
    }
    const carrying = {
      ...only,
      fields: { ...last.fields, ...only.fields },
      baseFields: { ...only.baseFields, ...last.baseFields },
    }
    this.operations = [...this.operations.filter(({ key }) => key !== last.key), carrying]
    const merged = inState(last, 'merged')
    this.history = [merged, ...this.history]
    this.#onChanged([carrying, merged])
    return [{ operation: carrying, merged: [last.key] }]
  }

  /** Moves operations on, where `next` says so; settled ones become history. */
  move(keys: readonly string[], next: (operation: OperationView) => OperationView): void {
    const wanted = new Set(keys)
    const changed = this.operations.filter(({ key }) => wanted.has(key)).map(next)
    const byKey = new Map(changed.map((operation) => [operation.key, operation]))
    const settled = changed.filter(({ wait }) => wait.reason === 'settled')
    const over = new Set(settled.map(({ key }) => key))
    this.operations = this.operations
      .filter(({ key }) => !over.has(key))
      .map((operation) => byKey.get(operation.key) ?? operation)
    this.history = [...settled.toReversed(), ...this.history]
    this.#onChanged(changed)
  }

  /** Puts operations back as they were, also those that were over. */
  restore(before: readonly OperationView[]): void {
    const keys = new Set(before.map(({ key }) => key))
    this.history = this.history.filter(({ key }) => !keys.has(key))
    const others = this.operations.filter(({ key }) => !keys.has(key))
    this.operations = [...others, ...before].sort((a, b) => a.clientSequence - b.clientSequence)
    this.#onChanged(before)
  }

  act(
    keys: readonly string[],
    action: keyof OperationView['actions'] | 'takeBack',
    next: (operation: OperationView) => OperationView,
  ): Outcomes {
    const outcomes = keys.map((key) => {
      const operation = this.operations.find((candidate) => candidate.key === key)
      const can = operation?.actions
      const ok = action === 'takeBack' ? can?.canRollBack === true || can?.canDiscard === true : can?.[action] === true
      return { key, ok, message: ok ? null : 'It is on its way to the server, or settled already.' }
    })
    this.move(
      outcomes.filter(({ ok }) => ok).map(({ key }) => key),
      next,
    )
    return { outcomes }
  }

  /** Takes back, with what goes along: a batch together, and what was done to something with its making. */
  takeBack(keys: readonly string[]): Outcomes {
    const all = this.#withDependants(keys)
    return this.act([...all], 'takeBack', (operation) => inState(operation, 'cancelled'))
  }

  #withDependants(keys: readonly string[]): ReadonlySet<string> {
    const all = new Set(keys)
    for (const key of keys) {
      const operation = this.operations.find((candidate) => candidate.key === key)
      if (operation?.kind === 'create') for (const link of this.chain(key)) all.add(link.operation.key)
      for (const other of this.operations) {
        if (operation?.batchId && other.batchId === operation.batchId) all.add(other.key)
      }
    }
    return all
  }

  /** What `takeBack` would do to others; nothing is ever refused by it here. */
  consequencesOf(keys: readonly string[]): IpcResponse<'operations:consequences'> {
    const all = this.#withDependants(keys)
    const along = this.operations.filter(({ key }) => all.has(key) && !keys.includes(key))
    return { along: along.length, examples: along, refused: 0 }
  }

  /** Makes what was taken back again, under other keys, as main does. */
  bringBack(keys: readonly string[]): Outcomes {
    const before = this.history.filter(({ key, state }) => keys.includes(key) && state === 'cancelled')
    const again = before.map((operation) => ({
      ...inState(operation, 'queued'),
      key: operation.key.replace(/^./, '6'),
    }))
    this.operations = [...this.operations, ...again].sort((a, b) => a.clientSequence - b.clientSequence)
    this.#onChanged(again)
    return { outcomes: keys.map((key) => ({ key, ok: true, message: null })) }
  }

  prioritize(keys: readonly string[], priority: OperationView['priority']): Outcomes {
    return this.act(keys, 'canRollBack', (operation) => ({ ...operation, priority }))
  }

  edit(key: string, fields: Readonly<Record<string, unknown>>): Outcomes {
    const operation = this.operations.find((candidate) => candidate.key === key)
    const result = ENTITY_SCHEMAS[operation?.entityType ?? 'device'].data.partial().safeParse(fields)
    const issue = result.success ? undefined : result.error.issues[0]
    if (issue !== undefined) {
      const field = String(issue.path[0])
      throw new Refusal('invalid-operation', `${field}: ${issue.message}`, field)
    }
    return this.act([key], 'canEdit', (before) =>
      inState(before, 'queued', { fields: { ...before.fields, ...fields }, lastError: null }),
    )
  }

  /** The operation and everything that waits behind it, directly or through another, and its batch. */
  chain(key: string): Links {
    const links: Links = []
    const waiting: { key: string; behindKey: string | null }[] = [{ key, behindKey: null }]
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { key: wanted, behindKey } = next
      const operation = this.operations.find((candidate) => candidate.key === wanted)
      if (operation === undefined || links.some((link) => link.operation.key === wanted)) continue
      links.push({ operation, behindKey })
      for (const other of this.operations) {
        const isFellow = operation.batchId !== null && other.batchId === operation.batchId
        if (other.wait.behindKey === wanted || isFellow) waiting.push({ key: other.key, behindKey: wanted })
      }
    }
    return links
  }
}

/** Whether it holds every word: in its name, its fields, or what it does. */
function holdsAll({ key, kind, entityId, entityName, fields, command }: OperationView, text: string): boolean {
  const all = [key, kind, entityId, entityName, command ?? '', ...Object.keys(fields)].join('\n').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
