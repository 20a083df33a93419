import type { Intent } from '#shared/domain/operation.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { dataOf } from './device-row.ts'

/** One value that several devices are given, or that is taken from them. */
export interface BulkEdit {
  readonly kind: 'playlist' | 'tag' | 'untag'
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
  const { tags, playlistId } = dataOf(view)
  if (kind === 'playlist') {
    const next = value === '' ? null : value
    return next === playlistId ? null : { playlistId: next }
  }
  const tag = value.trim()
  if (tags.includes(tag) === (kind === 'tag')) return null
  return { tags: kind === 'tag' ? [...tags, tag] : tags.filter((one) => one !== tag) }
}

/** Tags of these devices and how many have each, the most frequent first. */
export function tagsOf(views: readonly EntityView[]): { readonly tag: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const view of views) for (const tag of dataOf(view).tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
}
