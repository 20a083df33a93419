import type { Intent } from '#shared/domain/operation.ts'
import type { ContentRow } from './content-row.ts'

/** One thing that several pieces are given, or that is taken from them. */
export interface ContentEdit {
  readonly kind: 'tag' | 'untag' | 'move'
  readonly value: string
}

/** Edits for the pieces that differ; those that are so already, and those that are being deleted, are left alone. */
export function editsOf(rows: readonly ContentRow[], edit: ContentEdit): Intent[] {
  return rows.flatMap((row): Intent[] => {
    const fields = row.view.isDeleting ? null : fieldsOf(row, edit)
    return fields === null ? [] : [{ kind: 'update', entityType: 'content', entityId: row.id, fields }]
  })
}

function fieldsOf({ tags, folder }: ContentRow, { kind, value }: ContentEdit): Record<string, unknown> | null {
  if (kind === 'move') return folder === value ? null : { folder: value }
  if (tags.includes(value) === (kind === 'tag')) return null
  return { tags: kind === 'tag' ? [...tags, value] : tags.filter((tag) => tag !== value) }
}
