import type { ContentData } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { type Mark, markOf } from '../../app/marks.ts'
import { isBelow } from './folders.ts'

/** A piece of content as the library shows it. Made once per view, so that one that did not change stays the same object. */
export interface ContentRow extends ContentData {
  readonly folder: string
  readonly id: string
  readonly view: EntityView
  readonly mark: Mark | null
  /** Lower-case words that the search looks through. */
  readonly words: string
}

const rows = new WeakMap<EntityView, ContentRow>()
const NOTHING: ContentData = { name: '', kind: 'image', durationSeconds: 1, sizeBytes: 0, tags: [] }

/** The main process has checked the record against its schema; a partial one must still be drawable. */
export function contentRowOf(view: EntityView): ContentRow {
  const known = rows.get(view)
  if (known !== undefined) return known
  const data = { ...NOTHING, ...(view.data as Partial<ContentData>) }
  const folder = data.folder ?? ''
  const words = [data.name, folder, data.url ?? '', ...data.tags, view.id].join('\n').toLowerCase()
  const row = { ...data, folder, id: view.id, view, mark: markOf(view.pending), words }
  rows.set(view, row)
  return row
}

export const KINDS = ['all', 'image', 'video', 'web'] as const
export type KindFilter = (typeof KINDS)[number]

/** What of the library is shown. */
export interface ContentFilter {
  readonly search: string
  readonly kind: KindFilter
  /** Empty: any. */
  readonly tag: string
  /** Null: all folders; else what lies in this one and below it, and with the empty one what lies in none. */
  readonly folder: string | null
}

export const SORT_COLUMNS = ['name', 'kind', 'folder', 'length', 'size', 'uses', 'pending'] as const
export type SortColumn = (typeof SORT_COLUMNS)[number]
export interface ContentSort {
  readonly columnId: SortColumn
  readonly isDescending: boolean
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Those that the filter lets through, in their order. */
export function contentShown(
  all: readonly ContentRow[],
  filter: ContentFilter,
  { columnId, isDescending }: ContentSort,
  usesOf: (id: string) => number,
): ContentRow[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  const turn = isDescending ? -1 : 1
  return all
    .filter((row) => isShown(row, filter, words))
    .sort((a, b) => {
      const difference = compared(a, b, columnId, usesOf)
      // What is alike stands in one order, so that nothing moves by itself.
      return turn * difference || byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)
    })
}

function isShown(row: ContentRow, { kind, tag, folder }: ContentFilter, words: readonly string[]): boolean {
  if (kind !== 'all' && row.kind !== kind) return false
  if (tag !== '' && !row.tags.includes(tag)) return false
  if (folder !== null && !(folder === '' ? row.folder === '' : isBelow(row.folder, folder))) return false
  return words.every((word) => row.words.includes(word))
}

function compared(a: ContentRow, b: ContentRow, columnId: SortColumn, usesOf: (id: string) => number): number {
  switch (columnId) {
    case 'name':
    case 'kind':
    case 'folder':
      return byName.compare(a[columnId], b[columnId])
    case 'length':
      return a.durationSeconds - b.durationSeconds
    case 'size':
      return a.sizeBytes - b.sizeBytes
    case 'uses':
      return usesOf(a.id) - usesOf(b.id)
    case 'pending':
      return (a.mark?.createdAt ?? 0) - (b.mark?.createdAt ?? 0)
  }
}

/** All tags of these, the most frequent first. */
export function tagsOf(all: readonly ContentRow[]): { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const { tags } of all) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || byName.compare(a.value, b.value))
}
