import type { OperationView } from '#shared/domain/queue.ts'

/** `lane`: by the thing that is changed, whose changes go one after the other. `batch`: by what goes together or not at all. */
export const OPERATION_GROUPINGS = ['none', 'lane', 'batch'] as const
export type OperationGrouping = (typeof OPERATION_GROUPINGS)[number]

const HEADING = 'group:'
/** What is in no batch. */
const ALONE = `${HEADING}alone`

/** Operations that stand together in the list. */
export interface OperationGroup {
  /** The grid's id of its heading. */
  readonly id: string
  /** In the order in which they are sent. Never empty. */
  readonly operations: readonly OperationView[]
  /** They go together or not at all. */
  readonly isBatch: boolean
}

/** The listed operations in groups, in the order of the first of each; what is in no batch comes last. */
export function groupsOf(operations: readonly OperationView[], by: OperationGrouping): readonly OperationGroup[] {
  if (by === 'none') return []
  const members = new Map<string, OperationView[]>()
  for (const operation of operations) {
    const id = groupIdOf(operation, by)
    const known = members.get(id)
    if (known === undefined) members.set(id, [operation])
    else known.push(operation)
  }
  const groups = [...members].map(([id, ones]) => ({ id, operations: ones, isBatch: by === 'batch' && id !== ALONE }))
  return [...groups.filter(({ id }) => id !== ALONE), ...groups.filter(({ id }) => id === ALONE)]
}

function groupIdOf({ entityType, entityId, batchId }: OperationView, by: 'lane' | 'batch'): string {
  if (by === 'lane') return `${HEADING}${entityType}:${entityId}`
  return batchId === null ? ALONE : `${HEADING}${batchId}`
}

/** The lines of the grid: each heading with the operations below it, but for those that are closed. */
export function linesOf(groups: readonly OperationGroup[], collapsed: ReadonlySet<string>): readonly string[] {
  return groups.flatMap(({ id, operations }) => [id, ...(collapsed.has(id) ? [] : operations.map(({ key }) => key))])
}
