import { type BoardData, isOverlapping, isWithin, type WidgetPlace } from './document.ts'

/*
 * Where widgets stand on the grid of a page. Nothing here loses a widget, lets two of them overlap or one stand outside: a
 * change for which there is no room is none.
 */

export type BoardGrid = Pick<BoardData, 'columns' | 'rows'>

/** What the maths needs of a widget. */
export interface Placed {
  readonly id: string
  readonly place: WidgetPlace
}

export interface Size {
  readonly w: number
  readonly h: number
}

const SMALLEST: Size = { w: 1, h: 1 }

/** The nearest place that lies within the grid: first as large as fits, then moved in. */
export function fitted({ x, y, w, h }: WidgetPlace, { columns, rows }: BoardGrid, least = SMALLEST): WidgetPlace {
  const width = between(Math.round(w), Math.min(least.w, columns), columns)
  const height = between(Math.round(h), Math.min(least.h, rows), rows)
  return {
    x: between(Math.round(x), 0, columns - width),
    y: between(Math.round(y), 0, rows - height),
    w: width,
    h: height,
  }
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}

/**
 * The widgets with one of them at another place. What stands in its way goes down, and what stands in the way of that; what would
 * go out at the foot takes the first free place. Null: there is no room for all of them. Those that stay are the same objects.
 */
export function withPlace<W extends Placed>(
  widgets: readonly W[],
  id: string,
  place: WidgetPlace,
  grid: BoardGrid,
): readonly W[] | null {
  const moved = widgets.find((widget) => widget.id === id)
  if (moved === undefined) return widgets
  const settled = new Map<string, WidgetPlace>([[id, fitted(place, grid)]])
  const homeless: W[] = []
  for (const widget of inReadingOrder(widgets.filter((one) => one !== moved))) {
    const below = pushedDown(widget.place, [...settled.values()])
    if (isWithin(below, grid)) settled.set(widget.id, below)
    else homeless.push(widget)
  }
  for (const widget of homeless) {
    const free = freePlace([...settled.values()], widget.place, grid)
    if (free === null) return null
    settled.set(widget.id, free)
  }
  return replaced(widgets, settled)
}

function replaced<W extends Placed>(widgets: readonly W[], places: ReadonlyMap<string, WidgetPlace>): readonly W[] {
  const next = widgets.map((widget) => {
    const place = places.get(widget.id)
    return place === undefined || isSamePlace(place, widget.place) ? widget : { ...widget, place }
  })
  return next.every((widget, index) => widget === widgets[index]) ? widgets : next
}

function pushedDown(place: WidgetPlace, others: readonly WidgetPlace[]): WidgetPlace {
  let now = place
  for (;;) {
    const inTheWay = others.filter((other) => isOverlapping(now, other))
    if (inTheWay.length === 0) return now
    now = { ...now, y: Math.max(...inTheWay.map(({ y, h }) => y + h)) }
  }
}

/** The first place, row by row, at which something of this size stands alone; null: there is none. */
export function freePlace(taken: readonly WidgetPlace[], { w, h }: Size, grid: BoardGrid): WidgetPlace | null {
  for (let y = 0; y + h <= grid.rows; y += 1) {
    let x = 0
    while (x + w <= grid.columns) {
      const place = { x, y, w, h }
      const inTheWay = taken.find((other) => isOverlapping(place, other))
      if (inTheWay === undefined) return place
      x = inTheWay.x + inTheWay.w
    }
  }
  return null
}

/** A free place for something new: of the size that is wished, else as large as there is room for, `least` at the least. */
export function roomFor(
  taken: readonly WidgetPlace[],
  wished: Size,
  grid: BoardGrid,
  least: Size = SMALLEST,
): WidgetPlace | null {
  const most = { w: Math.min(wished.w, grid.columns), h: Math.min(wished.h, grid.rows) }
  const sizes: Size[] = []
  for (let h = most.h; h >= Math.min(least.h, most.h); h -= 1)
    for (let w = most.w; w >= Math.min(least.w, most.w); w -= 1) sizes.push({ w, h })
  for (const size of sizes.toSorted((one, other) => other.w * other.h - one.w * one.h)) {
    const place = freePlace(taken, size, grid)
    if (place !== null) return place
  }
  return null
}

/** The widgets on another grid, each as near to where it stood as can be; null: they do not fit on it. */
export function regridded<W extends Placed>(widgets: readonly W[], grid: BoardGrid): readonly W[] | null {
  const settled = new Map<string, WidgetPlace>()
  for (const widget of inReadingOrder(widgets)) {
    const taken = [...settled.values()]
    const wished = fitted(widget.place, grid)
    const below = pushedDown(wished, taken)
    const place = isWithin(below, grid) ? below : roomFor(taken, wished, grid)
    if (place === null) return null
    settled.set(widget.id, place)
  }
  return replaced(widgets, settled)
}

/** From the top, and along the line: the order in which a board is read, and in which Tab goes. */
export function inReadingOrder<W extends Placed>(widgets: readonly W[]): readonly W[] {
  return widgets.toSorted((one, other) => one.place.y - other.place.y || one.place.x - other.place.x)
}

export function isSamePlace(one: WidgetPlace, other: WidgetPlace): boolean {
  return one.x === other.x && one.y === other.y && one.w === other.w && one.h === other.h
}
