import type { OrderedList } from '../../app/ordered-list.ts'
import { groupHeadingId } from './list-shown.ts'

/** The ids of the list from top to bottom: where it is grouped, a heading before each group, and nothing of collapsed ones. */
export function idsInOrder<T extends { readonly id: string }>(
  list: OrderedList<T>,
  isGrouped: boolean,
  collapsed: ReadonlySet<string>,
): readonly string[] {
  const ids: string[] = []
  let group: string | null = null
  list.visit((id, groupId) => {
    if (isGrouped && groupId !== group) {
      group = groupId
      ids.push(groupHeadingId(groupId))
    }
    if (!isGrouped || !collapsed.has(groupId)) ids.push(id)
  })
  return ids
}
