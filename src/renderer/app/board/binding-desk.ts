import { type Binding, DEFAULT_BUFFER_SIZE, DEFAULT_DEBOUNCE_MS } from '#shared/board/document.ts'
import { type ReadName, readName } from '#shared/board/names.ts'
import { after, beforePaint, every, measure } from '../time.ts'
import { type BindingFault, type BindingSource, CONNECTING, type Followed, type Reading } from './binding-source.ts'

/** Nothing on a board is drawn more often than this, whatever it asks for. */
const TICK_MS = 250
/**
 * Widgets are drawn anew one before each paint: with each more, more frames of a busy wall come late. Where paints are rare, as many
 * more as it takes to be through in about so long: a slow PC shows values that are as new as those of a fast one.
 */
const TOLD_WITHIN_MS = 700

export interface BoundPoint {
  readonly at: number
  readonly value: number
}

/** What a binding comes to, before it is put into words. The same object until it is another. */
export interface BoundState {
  readonly state: Reading['state']
  readonly value: unknown
  readonly history: readonly BoundPoint[]
  readonly lastAt: number | null
  readonly fault: BindingFault | null
}

interface Cell extends Followed {
  readonly listeners: Set<() => void>
  shown: BoundState
  /** The change of its source that it shows. */
  revision: number
  dueAt: number
}

interface Held {
  readonly source: BindingSource
  readonly cells: Map<string, Cell>
  end: (() => void) | null
  /** Counts up with every change that the source tells of. */
  revision: number
}

const NOTHING_YET: BoundState = { ...CONNECTING, lastAt: null, history: [] }
const NO_SUCH_NAME: BoundState = { ...NOTHING_YET, state: 'error', fault: 'unknown-name' }

/**
 * What all widgets of a window follow. Bindings that are alike are one; of each source everything that is due is looked up at once,
 * at most four times a second, and in the rhythm of `$debounce`. So what it costs hangs on the names that are shown, and neither on
 * how many widgets show them nor on how much the server tells.
 */
export class BindingDesk {
  readonly #now: () => number
  readonly #held: Readonly<Record<Binding['$source'], Held>>
  #endTicks: (() => void) | null = null
  #cancelFirst: (() => void) | null = null
  /** Who has not been told yet that there is something new to read. */
  readonly #waiting = new Set<() => void>()
  #cancelTelling: (() => void) | null = null
  #toldAt = 0

  constructor(sources: Readonly<Record<Binding['$source'], BindingSource>>, now: () => number) {
    this.#now = now
    const held = (source: BindingSource): Held => ({ source, cells: new Map(), end: null, revision: 0 })
    this.#held = {
      replica: held(sources.replica),
      realtime_stream: held(sources.realtime_stream),
      metrics: held(sources.metrics),
    }
  }

  /** What a binding comes to now. */
  read(binding: Binding): BoundState {
    const cell = this.#held[binding.$source].cells.get(keyOf(binding))
    if (cell !== undefined) return cell.shown
    return readName(binding.$source, binding.$bind) === null ? NO_SUCH_NAME : NOTHING_YET
  }

  /** Calls back when `read` answers another object. Returns the function that ends it. */
  follow(binding: Binding, listener: () => void): () => void {
    const name = readName(binding.$source, binding.$bind)
    if (name === null) return () => undefined
    const held = this.#held[binding.$source]
    const key = keyOf(binding)
    const cell = held.cells.get(key) ?? this.#begin(held, key, binding, name)
    cell.listeners.add(listener)
    return () => {
      cell.listeners.delete(listener)
      this.#waiting.delete(listener)
      if (cell.listeners.size === 0 && held.cells.get(key) === cell) this.#end(held, key)
    }
  }

  retry(binding: Binding): void {
    this.#held[binding.$source].source.retry()
  }

  #begin(held: Held, key: string, binding: Binding, name: ReadName): Cell {
    const cell: Cell = { name, binding, listeners: new Set(), shown: NOTHING_YET, revision: -1, dueAt: 0 }
    held.cells.set(key, cell)
    held.end ??= held.source.start(() => {
      held.revision += 1
    })
    held.source.want(name)
    this.#endTicks ??= every(TICK_MS, () => this.#tick())
    // All widgets of a page come at once, and none of them waits for the next tick.
    this.#cancelFirst ??= after(0, () => {
      this.#cancelFirst = null
      this.#tick()
    })
    return cell
  }

  #end(held: Held, key: string): void {
    held.cells.delete(key)
    if (held.cells.size > 0) return
    held.end?.()
    held.end = null
    if (Object.values(this.#held).some(({ cells }) => cells.size > 0)) return
    this.#endTicks?.()
    this.#endTicks = null
    this.#cancelFirst?.()
    this.#cancelFirst = null
    this.#cancelTelling?.()
    this.#cancelTelling = null
  }

  #tick(): void {
    if (document.hidden) return
    const now = this.#now()
    for (const held of Object.values(this.#held)) {
      const due = [...held.cells.values()].filter((cell) => cell.revision !== held.revision && cell.dueAt <= now)
      if (due.length === 0) continue
      const look = held.source.look(due)
      for (const cell of due) {
        cell.revision = held.revision
        cell.dueAt = nextBeat(now, cell.binding.$debounce ?? DEFAULT_DEBOUNCE_MS)
        const next = stateAfter(cell.shown, look(cell), cell.binding.$bufferSize ?? DEFAULT_BUFFER_SIZE)
        if (next === cell.shown) continue
        cell.shown = next
        for (const listener of cell.listeners) this.#waiting.add(listener)
      }
    }
    if (this.#cancelTelling !== null || this.#waiting.size === 0) return
    this.#toldAt = measure()
    this.#tellSome()
  }

  /** Some now, and the others before the paints that follow. */
  #tellSome(): void {
    this.#cancelTelling = null
    const at = measure()
    const share = Math.min(1, (at - this.#toldAt) / TOLD_WITHIN_MS)
    this.#toldAt = at
    const count = Math.max(1, Math.floor(this.#waiting.size * share))
    for (const listener of [...this.#waiting].slice(0, count)) {
      this.#waiting.delete(listener)
      listener()
    }
    if (this.#waiting.size > 0) this.#cancelTelling = beforePaint(() => this.#tellSome())
  }
}

/** Those of one rhythm are due together, whenever they came: what they share is then looked up once for all. */
function nextBeat(now: number, debounceMs: number): number {
  return debounceMs === 0 ? now : (Math.floor(now / debounceMs) + 1) * debounceMs
}

function stateAfter(before: BoundState, { state, value, at, fault }: Reading, bufferSize: number): BoundState {
  // What was known stays shown where nothing newer is.
  const isKnown = state === 'live' || state === 'stale'
  const next = isKnown ? value : before.value
  const same = isSame(before.value, next) ? before.value : next
  const isPoint = state === 'live' && typeof value === 'number' && Number.isFinite(value) && at !== null
  const history = isPoint ? [...before.history, { at, value }].slice(-bufferSize) : before.history
  const isStillLive = state === 'live' && before.state === 'live' && same === before.value
  const lastAt = isKnown && !(isStillLive && !isPoint) ? at : before.lastAt
  const isUnchanged =
    state === before.state && same === before.value && fault === before.fault && !isPoint && lastAt === before.lastAt
  return isUnchanged ? before : { state, value: same, history, lastAt, fault }
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  return typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other)
}

/** What makes two bindings one: everything but how the value is written. */
function keyOf({
  $bind,
  $channel = '',
  $debounce = DEFAULT_DEBOUNCE_MS,
  $bufferSize = DEFAULT_BUFFER_SIZE,
}: Binding): string {
  return JSON.stringify([$bind, $channel, $debounce, $bufferSize])
}
