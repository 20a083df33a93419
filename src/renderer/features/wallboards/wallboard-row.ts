import type { Board } from '../../app/hooks/boards.ts'
import { type Mark, markOf } from '../../app/marks.ts'
import { compareNames } from '../../i18n/format-lists.ts'

/** A wallboard as the list shows it. Made once for each state of the board. */
export interface WallboardRow {
  readonly id: string
  readonly board: Board
  readonly name: string
  readonly pages: number
  readonly widgets: number
  readonly where: Where
  readonly mark: Mark | null
  readonly words: string
}

/** Where a board is kept, and whether that can be used. */
export type Where = 'server' | 'local' | 'gone' | 'faulty' | 'localFaulty'

const rows = new WeakMap<Board, WallboardRow>()

export function wallboardRowOf(board: Board): WallboardRow {
  const known = rows.get(board)
  if (known !== undefined) return known
  const row = new BoardRow(board)
  rows.set(board, row)
  return row
}

/** What is in a board is read when it is shown or sorted by, not for the whole list. */
class BoardRow implements WallboardRow {
  readonly id: string
  readonly board: Board
  readonly name: string
  readonly mark: Mark | null
  readonly words: string

  constructor(board: Board) {
    const { id, name, description, view } = board
    this.id = id
    this.board = board
    this.name = name
    this.mark = view === null ? null : markOf(view.pending)
    this.words = `${name}\n${description}\n${id}`.toLowerCase()
  }

  get where(): Where {
    return whereOf(this.board)
  }

  get pages(): number {
    return this.board.data?.pages.length ?? 0
  }

  get widgets(): number {
    return this.board.data?.pages.reduce((sum, page) => sum + page.widgets.length, 0) ?? 0
  }
}

function whereOf({ view, data, problems, isGone }: Board): Where {
  if (view !== null) return data === null ? 'faulty' : 'server'
  if (isGone) return 'gone'
  return problems.length > 0 ? 'localFaulty' : 'local'
}

export const SORT_COLUMNS = ['name', 'where', 'pages', 'widgets', 'pending'] as const
export type SortColumn = (typeof SORT_COLUMNS)[number]
export interface WallboardSort {
  readonly columnId: SortColumn
  readonly isDescending: boolean
}

/** Those in which every word of the search occurs, in their order. */
export function wallboardsShown(
  all: readonly WallboardRow[],
  search: string,
  { columnId, isDescending }: WallboardSort,
): WallboardRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter((row) => words.every((word) => row.words.includes(word)))
  const turn = isDescending ? -1 : 1
  return found.sort((a, b) => {
    return turn * differenceOf(a, b, columnId) || compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1)
  })
}

function differenceOf(a: WallboardRow, b: WallboardRow, columnId: SortColumn): number {
  switch (columnId) {
    case 'name':
      return compareNames(a.name, b.name)
    case 'where':
      return compareNames(a.where, b.where)
    case 'pending':
      return (a.mark?.createdAt ?? 0) - (b.mark?.createdAt ?? 0)
    default:
      return a[columnId] - b[columnId]
  }
}
