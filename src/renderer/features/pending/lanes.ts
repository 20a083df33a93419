import { MAX_OPERATION_GROUP_ROWS, OPERATION_GROUPINGS, type OperationGroup } from '#shared/domain/operation-groups.ts'
import type { OperationView } from '#shared/domain/queue.ts'

export const GROUPINGS = ['none', ...OPERATION_GROUPINGS] as const
export type Grouping = (typeof GROUPINGS)[number]

const HEADING = 'group:'
const MORE = 'more:'

/** The grid's id of a group's heading. */
export function headingIdOf(groupId: string): string {
  return `${HEADING}${groupId}`
}

/** The group that a line of the grid is the heading of; null: it is no heading. */
export function groupOfHeading(id: string): string | null {
  return id.startsWith(HEADING) ? id.slice(HEADING.length) : null
}

/** The group of which a line of the grid reads more; null: it is no such line. */
export function groupOfMore(id: string): string | null {
  return id.startsWith(MORE) ? id.slice(MORE.length) : null
}

/** Whether a group has more than is told with it at most. */
export function isTooLong({ rows }: OperationGroup): boolean {
  return rows.length >= MAX_OPERATION_GROUP_ROWS
}

/** The lines of the grid: headings, each with the operations that are read of it, and a line where there are more. */
export function linesOf(groups: readonly OperationGroup[], open: ReadonlyMap<string, number>): readonly string[] {
  return groups.flatMap(({ id, count, rows }) => {
    const hasMore = open.has(id) && rows.length < count
    const read = open.has(id) ? rows.map(({ key }) => key) : []
    return [headingIdOf(id), ...read, ...(hasMore ? [`${MORE}${id}`] : [])]
  })
}

/** Keys of the operations of marked groups, as far as they are read. */
function keysOf(groups: readonly OperationGroup[], isMarked: (heading: string) => boolean): readonly string[] {
  return groups.flatMap(({ id, rows }) => (isMarked(headingIdOf(id)) ? rows.map(({ key }) => key) : []))
}

/** The lines of the grid that are marked: a heading takes its operations along. */
export function markedLines(selected: ReadonlySet<string>, groups: readonly OperationGroup[]): ReadonlySet<string> {
  return new Set([...selected, ...keysOf(groups, (heading) => selected.has(heading))])
}

/**
 * What is selected when other lines of the grid are marked by now. A group whose heading is marked no more is left as a whole;
 * one of which a single operation is taken out is selected no more, but for the others of it.
 */
export function afterMarking(
  before: ReadonlySet<string>,
  marked: ReadonlySet<string>,
  groups: readonly OperationGroup[],
  members: (groupId: string) => readonly OperationView[],
): ReadonlySet<string> {
  const after = new Set(marked)
  for (const { id, rows } of groups) {
    const heading = headingIdOf(id)
    const keys = rows.map(({ key }) => key)
    const taken = new Set(keys.filter((key) => !marked.has(key)))
    if (!before.has(heading)) {
      if (marked.has(heading)) for (const key of keys) after.delete(key)
    } else if (!marked.has(heading) || taken.size === 0) {
      for (const key of keys) after.delete(key)
    } else {
      after.delete(heading)
      for (const { key } of members(id)) if (!taken.has(key)) after.add(key)
    }
  }
  return after
}
