import { type BoardData, type BoardWidget, isOverlapping, isWithin, type WidgetPlace } from './document.ts'
import { freePlace, type Size } from './layout.ts'

/**
 * The board with every widget where it can be seen. Two people who each put a widget on one free place, or a grid that became
 * smaller meanwhile, leave widgets on each other or outside: those that come later in the document go to the first free place of
 * their size. The same for the same board, on every PC; the same object where nothing has to move.
 */
export function settled(board: BoardData): BoardData {
  const pages = board.pages.map((page) => {
    const widgets = settledWidgets(page.widgets, board)
    return widgets === page.widgets ? page : { ...page, widgets }
  })
  return pages.every((page, index) => page === board.pages[index]) ? board : { ...board, pages }
}

type Grid = Pick<BoardData, 'columns' | 'rows'>

function settledWidgets(widgets: readonly BoardWidget[], grid: Grid): readonly BoardWidget[] {
  const taken: WidgetPlace[] = []
  const cells = new Uint8Array(grid.columns * grid.rows)
  let hasMoved = false
  const result = widgets.map((widget) => {
    const isFree = isWithin(widget.place, grid) && !taken.some((other) => isOverlapping(widget.place, other))
    const place = isFree ? widget.place : (roomFor(widget.place, { taken, cells, grid }) ?? widget.place)
    taken.push(place)
    cover(cells, place, grid)
    if (place === widget.place) return widget
    hasMoved = true
    return { ...widget, place }
  })
  return hasMoved ? result : widgets
}

interface Occupied {
  readonly taken: readonly WidgetPlace[]
  /** 1: something stands there. */
  readonly cells: Uint8Array
  readonly grid: Grid
}

/** In reading order; half as large each time that nothing is free. Null: the page is full. */
function roomFor({ w, h }: Size, { taken, cells, grid }: Occupied): WidgetPlace | null {
  const size = { w: Math.min(w, grid.columns), h: Math.min(h, grid.rows) }
  // Nothing is looked for where there cannot be room: a full page with many widgets in one place would take seconds.
  const free = cells.reduce((sum, cell) => sum + (1 - cell), 0)
  for (;;) {
    const place = size.w * size.h > free ? null : freePlace(taken, size, grid)
    if (place !== null) return place
    if (size.w === 1 && size.h === 1) return null
    size.w = Math.ceil(size.w / 2)
    size.h = Math.ceil(size.h / 2)
  }
}

function cover(cells: Uint8Array, { x, y, w, h }: WidgetPlace, { columns, rows }: Grid): void {
  for (let row = y; row < Math.min(y + h, rows); row += 1) {
    cells.fill(1, row * columns + x, row * columns + Math.min(x + w, columns))
  }
}
