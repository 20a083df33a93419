import { useMemo, useState } from 'react'
import type { ConflictGroup, ConflictGrouping, ConflictSelection } from '#shared/domain/conflict-outline.ts'
import {
  ALL_CHOSEN,
  afterMarking,
  countChosen,
  markedIds,
  NOTHING_CHOSEN,
  readGroupOf,
  selectionOf,
} from './selection.ts'

export interface Choosing {
  /** How many are chosen. */
  readonly count: number
  readonly selection: ConflictSelection
  readonly isAll: boolean
  /** The lines of the grid that are marked. */
  readonly marked: ReadonlySet<string>
  readonly mark: (ids: ReadonlySet<string>) => void
  readonly chooseAll: () => void
  readonly clear: () => void
}

/** Which conflicts are to be decided about together. */
export function useChosen(shown: {
  readonly groups: readonly ConflictGroup[]
  readonly by: ConflictGrouping
  readonly text: string
  readonly matching: number
}): Choosing {
  const { groups, by, text, matching } = shown
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const read = useMemo(() => groups.map(readGroupOf), [groups])
  const marked = useMemo(() => markedIds(chosen, read), [chosen, read])
  return {
    count: countChosen(chosen, read, matching),
    selection: selectionOf(chosen, by, text),
    isAll: chosen.groups === 'all' && chosen.except.size === 0,
    marked,
    mark: (ids) => setChosen((before) => afterMarking(before, ids, read)),
    chooseAll: () => setChosen(ALL_CHOSEN),
    clear: () => setChosen(NOTHING_CHOSEN),
  }
}
