import type { ConflictGroup, ConflictGrouping, ConflictSelection } from '#shared/domain/conflict-outline.ts'

/** Which conflicts are to be decided about together. A whole group is chosen by its name: its conflicts need not be here. */
export interface Chosen {
  /** `all`: whatever the search leaves, shown or not. */
  readonly groups: ReadonlySet<string> | 'all'
  /** Single ones of other groups. */
  readonly keys: ReadonlySet<string>
  /** Single ones of these groups that are not meant. */
  readonly except: ReadonlySet<string>
}

export const NOTHING_CHOSEN: Chosen = { groups: new Set(), keys: new Set(), except: new Set() }
export const ALL_CHOSEN: Chosen = { ...NOTHING_CHOSEN, groups: 'all' }

/** A group as far as it is read. */
export interface ReadGroup {
  readonly id: string
  readonly count: number
  readonly keys: readonly string[]
}

const HEADING = 'group:'
const MORE = 'more:'
/** Stands for all lines, where the grid is asked to mark everything. */
export const EVERY_LINE = 'every:'

/** The grid's id of a group's heading. */
export function headingIdOf(groupId: string): string {
  return `${HEADING}${groupId}`
}

/** The grid's id of the line that reads more of a group. */
export function moreIdOf(groupId: string): string {
  return `${MORE}${groupId}`
}

/** The group that a line of the grid is the heading of; null: it is no heading. */
export function groupOfHeading(id: string): string | null {
  return id.startsWith(HEADING) ? id.slice(HEADING.length) : null
}

export function groupOfMore(id: string): string | null {
  return id.startsWith(MORE) ? id.slice(MORE.length) : null
}

export function readGroupOf({ id, count, rows }: ConflictGroup): ReadGroup {
  return { id, count, keys: rows.map(({ key }) => key) }
}

function hasGroup({ groups }: Chosen, id: string): boolean {
  return groups === 'all' || groups.has(id)
}

/** The lines of the grid that are marked: headings of chosen groups, and their conflicts as far as they are read. */
export function markedIds(chosen: Chosen, groups: readonly ReadGroup[]): ReadonlySet<string> {
  const marked = new Set(chosen.keys)
  for (const { id, keys } of groups) {
    if (!hasGroup(chosen, id)) continue
    marked.add(headingIdOf(id))
    for (const key of keys) if (!chosen.except.has(key)) marked.add(key)
  }
  return marked
}

/** What is chosen when other lines of the grid are marked by now. */
export function afterMarking(before: Chosen, marked: ReadonlySet<string>, groups: readonly ReadGroup[]): Chosen {
  if (marked.size === 0) return NOTHING_CHOSEN
  if (marked.has(EVERY_LINE)) return ALL_CHOSEN
  const keys = new Set(before.keys)
  const except = new Set(before.except)
  const chosen = new Set<string>()
  for (const group of groups) {
    const isChosen = marked.has(headingIdOf(group.id))
    const wasChosen = hasGroup(before, group.id)
    if (isChosen) chosen.add(group.id)
    for (const key of group.keys) {
      const isMarked = marked.has(key)
      // A heading takes its conflicts along, both ways.
      if (isChosen !== wasChosen) {
        keys.delete(key)
        except.delete(key)
      } else if (isChosen && isMarked) except.delete(key)
      else if (isChosen) except.add(key)
      else if (isMarked) keys.add(key)
      else keys.delete(key)
    }
  }
  const isAll = before.groups === 'all' && chosen.size === groups.length
  return { groups: isAll ? 'all' : chosen, keys, except }
}

/** How many are chosen, as far as it is known here: what has been decided meanwhile is found out by whoever asks. */
export function countChosen(chosen: Chosen, groups: readonly ReadGroup[], matching: number): number {
  const { keys, except } = chosen
  if (chosen.groups === 'all') return Math.max(0, matching - except.size)
  const inGroups = groups.reduce((sum, { id, count }) => sum + (hasGroup(chosen, id) ? count : 0), 0)
  return Math.max(0, inGroups + keys.size - except.size)
}

/** The same, as it is asked of the main process. */
export function selectionOf(chosen: Chosen, by: ConflictGrouping, text: string): ConflictSelection {
  const { groups, keys, except } = chosen
  const hasGroups = groups === 'all' || groups.size > 0
  return {
    keys: [...keys],
    groups: hasGroups ? { by, text, ids: groups === 'all' ? null : [...groups], except: [...except] } : null,
  }
}
