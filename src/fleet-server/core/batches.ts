import type { OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import { applyOperation, conflictNow, keepRejection, knownResult, noteSender, type Scope } from './apply.ts'
import type { Decoded } from './decode-operation.ts'

/** Operations of a request that stand or fall together: one by itself, or the members of a batch. */
export type Unit =
  | { readonly kind: 'single'; readonly item: Decoded }
  | { readonly kind: 'batch'; readonly items: readonly Decoded[] }
  /** Members of a batch of which some are missing, or apart from each other. */
  | { readonly kind: 'incomplete'; readonly items: readonly Decoded[] }

/** Takes a request apart, in its order. */
export function unitsOf(decoded: readonly Decoded[]): Unit[] {
  const counts = new Map<string, number>()
  for (const { batch } of decoded) if (batch !== null) counts.set(batch.id, (counts.get(batch.id) ?? 0) + 1)
  const units: Unit[] = []
  for (let start = 0; start < decoded.length; ) {
    const items = runFrom(decoded, start)
    units.push(unitOf(items, counts))
    start += items.length
  }
  return units
}

/** The operations from `start` on that name the same batch; one when it names none. */
function runFrom(decoded: readonly Decoded[], start: number): Decoded[] {
  const id = decoded[start]?.batch?.id
  let end = start + 1
  while (id !== undefined && decoded[end]?.batch?.id === id) end += 1
  return decoded.slice(start, end)
}

function unitOf(items: readonly Decoded[], counts: ReadonlyMap<string, number>): Unit {
  const [item] = items
  if (item === undefined) throw new RangeError('a unit has one operation at least')
  if (item.batch === null) return { kind: 'single', item }
  const isWhole = counts.get(item.batch.id) === items.length && items.every(({ batch }) => batch?.size === items.length)
  return { kind: isWhole ? 'batch' : 'incomplete', items }
}

/** Must run inside `store.transact`. One result per operation, in the order of the unit. */
export function applyUnit(unit: Unit, scope: Scope): OperationResult[] {
  switch (unit.kind) {
    case 'single':
      return [applyItem(unit.item, scope)]
    case 'batch':
      return applyBatch(unit.items, scope)
    case 'incomplete':
      return unit.items.map((item) => refuseMember(item, scope))
  }
}

function applyItem(item: Decoded, scope: Scope): OperationResult {
  return item.ok ? applyOperation(scope, item.operation) : item.result
}

/** Ends a batch at the first member that has no effect. */
class BatchStopped extends Error {
  readonly result: OperationResult

  constructor(result: OperationResult) {
    super(`stopped by ${result.key}`)
    this.name = 'BatchStopped'
    this.result = result
  }
}

function applyBatch(items: readonly Decoded[], scope: Scope): OperationResult[] {
  const edits = scope.edits.copy()
  try {
    const results = scope.store.attempt(() =>
      items.map((item) => {
        const result = applyItem(item, { ...scope, edits })
        if (result.outcome !== 'applied' && result.outcome !== 'duplicate') throw new BatchStopped(result)
        return result
      }),
    )
    scope.edits.become(edits)
    return results
  } catch (error) {
    if (!(error instanceof BatchStopped)) throw error
    return items.map((item) => stoppedMember(item, error.result, scope))
  }
}

/** After everything of the batch was taken back: what each member is told. */
function stoppedMember(item: Decoded, stop: OperationResult, scope: Scope): OperationResult {
  if (!item.ok) return item.result.key === stop.key ? stop : { outcome: 'held', key: item.result.key, behind: stop.key }
  const { operation } = item
  noteSender(scope, operation)
  if (operation.key === stop.key) {
    keepRejection(scope, operation, stop)
    const isEdit = operation.kind === 'update' || operation.kind === 'delete'
    return stop.outcome === 'conflict' && isEdit ? conflictNow(scope, operation) : stop
  }
  // Applied by an earlier request: that can not be taken back, and "held" would say that it never happened.
  return duplicateOf(operation, scope) ?? { outcome: 'held', key: operation.key, behind: stop.key }
}

function refuseMember(item: Decoded, scope: Scope): OperationResult {
  if (!item.ok) return item.result
  const { operation } = item
  noteSender(scope, operation)
  const message = 'Some operations of the batch are missing in the request: send all of them together.'
  return duplicateOf(operation, scope) ?? { outcome: 'rejected', key: operation.key, code: 'incomplete-batch', message }
}

function duplicateOf(operation: WireOperation, scope: Scope): OperationResult | null {
  const known = knownResult(scope, operation)
  return known?.outcome === 'duplicate' ? known : null
}
