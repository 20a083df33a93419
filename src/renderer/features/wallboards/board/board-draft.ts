import type { BoardData, BoardPage, BoardWidget, WidgetPlace } from '#shared/board/document.ts'
import { MAX_BOARD_PAGES, MAX_PAGE_WIDGETS } from '#shared/board/document.ts'
import { regridded, roomFor, withPlace } from '#shared/board/layout.ts'

export type BoardFields = Pick<BoardData, 'name' | 'description' | 'rotateSeconds'>
export type WidgetFields = Pick<BoardWidget, 'title' | 'options' | 'bindings'>

/** One step of an edit. It tells of widgets and pages by their ids, so that it still fits when others changed the board. */
export type BoardStep =
  | { readonly kind: 'board'; readonly fields: Partial<BoardFields> }
  | { readonly kind: 'grid'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'page-add'; readonly page: BoardPage }
  | { readonly kind: 'page-title'; readonly id: string; readonly title: string }
  | { readonly kind: 'page-move'; readonly id: string; readonly by: number }
  | { readonly kind: 'page-remove'; readonly id: string }
  | { readonly kind: 'add'; readonly pageId: string; readonly widget: BoardWidget }
  | { readonly kind: 'place'; readonly id: string; readonly place: WidgetPlace }
  | { readonly kind: 'widget'; readonly id: string; readonly about: string; readonly fields: Partial<WidgetFields> }
  | { readonly kind: 'remove'; readonly id: string }

/** An edit that is not saved: its steps, of which those behind `done` were undone. Never changed in place. */
export interface BoardDraft {
  readonly steps: readonly BoardStep[]
  readonly done: number
}

export const NO_DRAFT: BoardDraft = { steps: [], done: 0 }

/** The board with the steps done on top of it. A step about something that others took away does nothing. */
export function drafted(board: BoardData, { steps, done }: BoardDraft): BoardData {
  return steps.slice(0, done).reduce(stepped, board)
}

export function stepped(board: BoardData, step: BoardStep): BoardData {
  switch (step.kind) {
    case 'board':
      return { ...board, ...step.fields }
    case 'grid':
      return onGrid(board, step)
    case 'page-add':
    case 'page-title':
    case 'page-move':
    case 'page-remove':
      return withPages(board, changedPages(board.pages, step))
    case 'add':
      return onPage(
        board,
        ({ id }) => id === step.pageId,
        (page) => added(board, page, step.widget),
      )
    case 'place':
      return onPage(board, holds(step.id), (page) => {
        return withWidgets(page, withPlace(page.widgets, step.id, step.place, board) ?? page.widgets)
      })
    case 'widget':
      return onPage(board, holds(step.id), (page) => {
        return withWidgets(
          page,
          page.widgets.map((one) => (one.id === step.id ? { ...one, ...step.fields } : one)),
        )
      })
    case 'remove':
      return onPage(board, holds(step.id), (page) => {
        return withWidgets(
          page,
          page.widgets.filter(({ id }) => id !== step.id),
        )
      })
  }
}

function holds(id: string) {
  return (page: BoardPage): boolean => page.widgets.some((widget) => widget.id === id)
}

function withPages(board: BoardData, pages: readonly BoardPage[]): BoardData {
  return pages === board.pages ? board : { ...board, pages }
}

function withWidgets(page: BoardPage, widgets: readonly BoardWidget[]): BoardPage {
  return widgets === page.widgets ? page : { ...page, widgets }
}

function onPage(board: BoardData, is: (page: BoardPage) => boolean, change: (page: BoardPage) => BoardPage): BoardData {
  const at = board.pages.findIndex(is)
  const page = board.pages[at]
  if (page === undefined) return board
  const next = change(page)
  return next === page ? board : { ...board, pages: board.pages.with(at, next) }
}

/** Where it was meant to stand, else where there is room. A page that is full stays as it is. */
function added(board: BoardData, page: BoardPage, widget: BoardWidget): BoardPage {
  const isThere = board.pages.some(holds(widget.id))
  if (isThere || page.widgets.length >= MAX_PAGE_WIDGETS) return page
  const taken = page.widgets.map(({ place }) => place)
  const place = roomFor(taken, widget.place, board)
  const pushed = withPlace([...page.widgets, widget], widget.id, widget.place, board)
  if (pushed !== null) return withWidgets(page, pushed)
  return place === null ? page : withWidgets(page, [...page.widgets, { ...widget, place }])
}

function onGrid(board: BoardData, grid: { readonly columns: number; readonly rows: number }): BoardData {
  if (grid.columns === board.columns && grid.rows === board.rows) return board
  const pages = board.pages.map((page) => {
    const widgets = regridded(page.widgets, grid)
    return widgets === null ? null : withWidgets(page, widgets)
  })
  return pages.includes(null)
    ? board
    : { ...board, columns: grid.columns, rows: grid.rows, pages: pages.filter((page) => page !== null) }
}

type PageStep = Extract<BoardStep, { readonly kind: `page-${string}` }>

function changedPages(pages: readonly BoardPage[], step: PageStep): readonly BoardPage[] {
  if (step.kind === 'page-add') {
    const isThere = pages.some(({ id }) => id === step.page.id)
    return isThere || pages.length >= MAX_BOARD_PAGES ? pages : [...pages, step.page]
  }
  const at = pages.findIndex(({ id }) => id === step.id)
  const page = pages[at]
  if (page === undefined) return pages
  if (step.kind === 'page-title') return pages.with(at, { ...page, title: step.title })
  const others = pages.toSpliced(at, 1)
  // A board without a page would be nothing to look at.
  if (step.kind === 'page-remove') return others.length === 0 ? pages : others
  const to = Math.max(0, Math.min(others.length, at + step.by))
  return to === at ? pages : others.toSpliced(to, 0, page)
}

/** The draft with one step more. What was undone is forgotten; typing on in one field is one step. `fixed`: steps that stay apart. */
export function withStep({ steps, done }: BoardDraft, step: BoardStep, fixed = 0): BoardDraft {
  const kept = steps.slice(0, done)
  const last = kept.at(-1)
  if (last !== undefined && done > fixed && isSameField(last, step)) kept.pop()
  kept.push(step)
  return { steps: kept, done: kept.length }
}

function isSameField(one: BoardStep, other: BoardStep): boolean {
  switch (one.kind) {
    case 'board':
      return other.kind === 'board' && Object.keys(one.fields).join() === Object.keys(other.fields).join()
    case 'page-title':
      return other.kind === 'page-title' && one.id === other.id
    case 'widget':
      return other.kind === 'widget' && one.id === other.id && one.about === other.about
    default:
      return false
  }
}

export function undone(draft: BoardDraft, fixed = 0): BoardDraft {
  return draft.done > fixed ? { ...draft, done: draft.done - 1 } : draft
}

export function redone(draft: BoardDraft): BoardDraft {
  return draft.done < draft.steps.length ? { ...draft, done: draft.done + 1 } : draft
}

/** Without its first steps, which were saved. */
export function withoutSaved({ steps, done }: BoardDraft, saved: number): BoardDraft {
  return { steps: steps.slice(saved), done: Math.max(0, done - saved) }
}

const FIELDS = ['name', 'description', 'columns', 'rows', 'pages', 'rotateSeconds'] as const

/** The fields that differ. */
export function changedBoard(before: BoardData, after: BoardData): Partial<BoardData> {
  const fields = FIELDS.filter((field) => !isSame(before[field], after[field]))
  return Object.fromEntries(fields.map((field) => [field, after[field]]))
}

export function isSameBoard(one: BoardData, other: BoardData): boolean {
  return one === other || FIELDS.every((field) => isSame(one[field], other[field]))
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
