import { type BoardData, type BoardWidget, isOverlapping, isWithin, type WidgetPlace } from './document.ts'

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
  const isFree = (place: WidgetPlace): boolean =>
    isWithin(place, grid) && !taken.some((other) => isOverlapping(place, other))
  let hasMoved = false
  const result = widgets.map((widget) => {
    const place = isFree(widget.place) ? widget.place : (freePlace(widget.place, grid, isFree) ?? widget.place)
    taken.push(place)
    if (place === widget.place) return widget
    hasMoved = true
    return { ...widget, place }
  })
  return hasMoved ? result : widgets
}

/** In reading order; half as large each time that nothing is free. Null: the page is full. */
function freePlace({ w, h }: WidgetPlace, grid: Grid, isFree: (place: WidgetPlace) => boolean): WidgetPlace | null {
  const size = { w: Math.min(w, grid.columns), h: Math.min(h, grid.rows) }
  for (;;) {
    for (let y = 0; y + size.h <= grid.rows; y += 1) {
      for (let x = 0; x + size.w <= grid.columns; x += 1) if (isFree({ x, y, ...size })) return { x, y, ...size }
    }
    if (size.w === 1 && size.h === 1) return null
    size.w = Math.ceil(size.w / 2)
    size.h = Math.ceil(size.h / 2)
  }
}
