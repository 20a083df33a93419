import type { Intent } from '#shared/domain/operation.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { dataOf } from '../../app/devices/device-row.ts'

/** One value that several devices are given, or that is taken from them. */
export interface BulkEdit {
  readonly kind: 'playlist' | 'tag' | 'untag' | 'group' | 'ungroup'
  readonly value: string
}

/** Edits for the devices that differ; those that have it already are left alone. */
export function editsOf(views: readonly EntityView[], { kind, value }: BulkEdit): Intent[] {
  return views.flatMap((view): Intent[] => {
    const fields = fieldsOf(view, kind, value)
    return fields === null ? [] : [{ kind: 'update', entityType: 'device', entityId: view.id, fields }]
  })
}

function fieldsOf(view: EntityView, kind: BulkEdit['kind'], value: string): Record<string, unknown> | null {
  const { tags, groups, playlistId } = dataOf(view)
  if (kind === 'playlist') {
    const next = value === '' ? null : value
    return next === playlistId ? null : { playlistId: next }
  }
  if (kind === 'tag' || kind === 'untag') return listChange('tags', tags, value.trim(), kind === 'tag')
  return listChange('groups', groups, value.trim(), kind === 'group')
}

/** Null: the list has it, or has it not, already. */
function listChange(
  field: 'tags' | 'groups',
  list: readonly string[],
  value: string,
  isAdded: boolean,
): Record<string, unknown> | null {
  if (list.includes(value) === isAdded) return null
  return { [field]: isAdded ? [...list, value] : list.filter((one) => one !== value) }
}

/** Tags or groups of these devices and how many have each, the most frequent first. */
export function valuesOf(
  views: readonly EntityView[],
  field: 'tags' | 'groups',
): { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const view of views) for (const value of dataOf(view)[field]) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
