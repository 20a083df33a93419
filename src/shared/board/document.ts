/*
 * A wallboard: a JSON document that says what a screen of the control room shows. It holds names and places, never code. No schema
 * code here: what draws a board needs these types and not the checks of document-schema.ts.
 */

/** Most bytes of a document as JSON. */
export const MAX_BOARD_BYTES = 256 * 1_024
export const MAX_BOARD_PAGES = 20
export const MAX_PAGE_WIDGETS = 60
export const MAX_GRID_SIDE = 48
export const DEFAULT_COLUMNS = 24
export const DEFAULT_ROWS = 16
/** How long a page stays before the next one comes, in seconds. */
export const MIN_ROTATE_SECONDS = 5
export const MAX_ROTATE_SECONDS = 3_600
export const DEFAULT_DEBOUNCE_MS = 1_000
export const MAX_DEBOUNCE_MS = 60_000
export const DEFAULT_BUFFER_SIZE = 10
export const MAX_BUFFER_SIZE = 1_000

/** Where a binding takes its value from: `docs/wallboards.md` lists the names of each. */
export const BINDING_SOURCES = ['realtime_stream', 'replica', 'metrics'] as const
export type BindingSource = (typeof BINDING_SOURCES)[number]

export type BoardScalar = string | number | boolean | null
export type BoardValue = BoardScalar | readonly BoardScalar[]

/** What a value on a board follows. */
export interface Binding {
  /** A name of the source’s vocabulary, its parts joined by dots: `devices.offline`. Never an expression. */
  readonly $bind: string
  readonly $source: BindingSource
  /** Of `realtime_stream`: the topic whose events are counted; left out: all of them. */
  readonly $channel?: string | undefined
  /** How the value is written: a name, with what it is told after a colon: `percent`, `number:1`, `currency:EUR`. */
  readonly $transform?: string | undefined
  /** What is shown while there is no value. */
  readonly $fallback?: BoardValue | undefined
  /** The value is drawn anew at most this often, in milliseconds. */
  readonly $debounce?: number | undefined
  /** How many earlier values are kept. */
  readonly $bufferSize?: number | undefined
}

/** In cells of the grid, from the corner where a line begins. */
export interface WidgetPlace {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface BoardWidget {
  /** One in the whole document. */
  readonly id: string
  /** Kebab-case. One that this version does not know is drawn as an unknown widget, and kept. */
  readonly type: string
  readonly title: string
  readonly place: WidgetPlace
  readonly options: Readonly<Record<string, BoardValue>>
  readonly bindings: Readonly<Record<string, Binding>>
}

export interface BoardPage {
  readonly id: string
  readonly title: string
  readonly widgets: readonly BoardWidget[]
}

export interface BoardData {
  readonly name: string
  readonly description: string
  readonly columns: number
  readonly rows: number
  readonly pages: readonly BoardPage[]
  /** How long each page is shown; null: it changes by hand. */
  readonly rotateSeconds: number | null
}

/** Whether two places have a cell in common. */
export function isOverlapping(one: WidgetPlace, other: WidgetPlace): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h
}

/** Whether a place lies within the grid. */
export function isWithin(place: WidgetPlace, { columns, rows }: Pick<BoardData, 'columns' | 'rows'>): boolean {
  return place.x >= 0 && place.y >= 0 && place.x + place.w <= columns && place.y + place.h <= rows
}
