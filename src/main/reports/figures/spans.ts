import type { Span } from '../../archive/records.ts'

/** The part of a span that lies within another; null: none of it. */
export function clipped({ fromAt, toAt }: Span, bounds: Span): Span | null {
  const from = Math.max(fromAt, bounds.fromAt)
  const to = Math.min(toAt, bounds.toAt)
  return from < to ? { fromAt: from, toAt: to } : null
}

/** Within the bounds, in order, none touching another. */
export function joinedSpans(spans: Iterable<Span>, bounds: Span): Span[] {
  const joined: { fromAt: number; toAt: number }[] = []
  const inside = [...spans].flatMap((span) => clipped(span, bounds) ?? []).sort((a, b) => a.fromAt - b.fromAt)
  for (const { fromAt, toAt } of inside) {
    const last = joined.at(-1)
    if (last !== undefined && fromAt <= last.toAt) last.toAt = Math.max(last.toAt, toAt)
    else joined.push({ fromAt, toAt })
  }
  return joined
}

export function lengthOf(spans: Iterable<Span>): number {
  let sum = 0
  for (const { fromAt, toAt } of spans) sum += toAt - fromAt
  return sum
}

/** What is left of the bounds. `spans` as from `joinedSpans`. */
export function gapsBetween(spans: readonly Span[], bounds: Span): Span[] {
  const starts = [bounds.fromAt, ...spans.map(({ toAt }) => toAt)]
  const ends = [...spans.map(({ fromAt }) => fromAt), bounds.toAt]
  return starts.flatMap((fromAt, index) => {
    const toAt = ends[index] ?? fromAt
    return fromAt < toAt ? { fromAt, toAt } : []
  })
}

/** How much of a time lies in the spans. Quick also for many: they are searched, not read. */
export class SpanIndex {
  readonly #spans: readonly Span[]

  /** @param spans as from `joinedSpans` */
  constructor(spans: readonly Span[]) {
    this.#spans = spans
  }

  overlap(fromAt: number, toAt: number): number {
    let sum = 0
    for (let index = this.#firstEndingAfter(fromAt); index < this.#spans.length; index += 1) {
      const span = this.#spans[index]
      if (span === undefined || span.fromAt >= toAt) break
      sum += Math.min(span.toAt, toAt) - Math.max(span.fromAt, fromAt)
    }
    return sum
  }

  #firstEndingAfter(at: number): number {
    let low = 0
    let high = this.#spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#spans[middle]?.toAt ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }
}
