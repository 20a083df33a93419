import type { PlaylistData } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { folded, foldedWords } from '#shared/i18n/folded.ts'
import { type Mark, markOf } from '../../app/marks.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import type { PlaylistItem } from './playlist-draft.ts'

/** A playlist as the list shows it. Made once per view, so that one that did not change stays the same object. */
export interface PlaylistRow {
  readonly id: string
  readonly view: EntityView
  readonly name: string
  readonly description: string
  readonly items: readonly PlaylistItem[]
  /** How long it plays once. */
  readonly seconds: number
  readonly mark: Mark | null
  /** Lower-case words that the search looks through. */
  readonly words: string
}

const rows = new WeakMap<EntityView, PlaylistRow>()
/** What is left of an id before the number that tells it from its like. */
const MAX_STEM = 100
const NOTHING: PlaylistData = { name: '', description: '', items: [] }

/** The main process has checked the record against its schema; a partial one must still be drawable. */
export function playlistRowOf(view: EntityView): PlaylistRow {
  const known = rows.get(view)
  if (known !== undefined) return known
  const { name, description, ...data } = { ...NOTHING, ...(view.data as Partial<PlaylistData>) }
  const items = withOwnIds(data.items)
  const words = folded(`${name}\n${description}\n${view.id}`)
  const row = {
    id: view.id,
    view,
    name,
    description,
    items,
    seconds: secondsOf(items),
    mark: markOf(view.pending),
    words,
  }
  rows.set(view, row)
  return row
}

/** Nothing keeps a server from naming two items alike. Each is still one of its own here: it can be seen, moved and taken out. */
function withOwnIds(items: readonly PlaylistItem[]): readonly PlaylistItem[] {
  const ids = new Set(items.map(({ id }) => id))
  if (ids.size === items.length) return items
  const seen = new Set<string>()
  return items.map((item) => {
    let { id } = item
    for (let count = 2; seen.has(id) || (id !== item.id && ids.has(id)); count += 1) {
      id = `${item.id.slice(0, MAX_STEM)}.${count}`
    }
    seen.add(id)
    return id === item.id ? item : { ...item, id }
  })
}

export function secondsOf(items: readonly PlaylistItem[]): number {
  return items.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
}

export const SORT_COLUMNS = ['name', 'items', 'length', 'devices', 'pending'] as const
export type SortColumn = (typeof SORT_COLUMNS)[number]
export interface PlaylistSort {
  readonly columnId: SortColumn
  readonly isDescending: boolean
}

/** Those in which every word of the search occurs, in their order. */
export function playlistsShown(
  all: readonly PlaylistRow[],
  search: string,
  { columnId, isDescending }: PlaylistSort,
  devicesOf: (id: string) => number,
): PlaylistRow[] {
  const words = foldedWords(search)
  const found = words.length === 0 ? [...all] : all.filter((row) => words.every((word) => row.words.includes(word)))
  const figure = (row: PlaylistRow): number => figureOf(row, columnId, devicesOf)
  const turn = isDescending ? -1 : 1
  return found.sort((a, b) => {
    const difference = columnId === 'name' ? compareNames(a.name, b.name) : figure(a) - figure(b)
    // What is alike stands in one order, so that nothing moves by itself.
    return turn * difference || compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1)
  })
}

function figureOf(row: PlaylistRow, columnId: SortColumn, devicesOf: (id: string) => number): number {
  switch (columnId) {
    case 'items':
      return row.items.length
    case 'length':
      return row.seconds
    case 'devices':
      return devicesOf(row.id)
    default:
      return row.mark?.createdAt ?? 0
  }
}
