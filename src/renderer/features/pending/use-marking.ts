import { type Dispatch, type SetStateAction, useMemo } from 'react'
import { operationGroupOf } from '#shared/domain/operation-groups.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { useOperationsIn } from '../../app/hooks/queue.ts'
import type { OperationQuery } from '../../stores/operation-list.ts'
import { afterMarking, groupOfHeading, headingIdOf, markedLines } from './lanes.ts'
import type { OperationGroups } from './use-operation-groups.ts'

export type Selected = ReadonlySet<string>
export type Selection = readonly [Selected, Dispatch<SetStateAction<Selected>>]

export interface Marking {
  /** The lines of the grid that are marked. */
  readonly marked: Selected
  readonly mark: (ids: Selected) => void
  /** All operations of the groups that are selected by their headings, shown or not. */
  readonly inGroups: readonly OperationView[]
  /** Headings of all groups; null: nothing is grouped. */
  readonly headings: readonly string[] | null
}

/** Which lines are marked, and which operations that means. */
export function useMarking(
  groups: OperationGroups,
  asked: { readonly states: OperationQuery['states']; readonly text: string },
  [selected, setSelected]: Selection,
): Marking {
  const { by, byId, groups: shown } = groups
  const wanted = useMemo(() => {
    const ids = [...selected].flatMap((id) => groupOfHeading(id) ?? []).filter((id) => byId.has(id))
    return by === 'none' || ids.length === 0 ? null : { by, ids }
  }, [selected, by, byId])
  const read = useOperationsIn(wanted, asked)
  // What is read may still be of groups that were selected before.
  const inGroups = useMemo(() => {
    const ids = new Set(wanted?.ids)
    return wanted === null ? [] : read.filter((operation) => ids.has(operationGroupOf(operation, wanted.by)))
  }, [read, wanted])
  const membersOf = (id: string): readonly OperationView[] =>
    inGroups.filter((operation) => by !== 'none' && operationGroupOf(operation, by) === id)
  return {
    marked: useMemo(() => markedLines(selected, shown), [selected, shown]),
    mark: (ids) => setSelected((before) => afterMarking(before, ids, shown, membersOf)),
    inGroups,
    headings: by === 'none' ? null : shown.map(({ id }) => headingIdOf(id)),
  }
}
