/** A text up to this many characters is shown as it is. */
export const MOST_SHOWN = 240
/** Characters before the part that differs that are shown with it. */
const LEAD = 60

/** Part of a text, from `start` up to `end`; counted in UTF-16 units, and never in the middle of a character. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Where a text differs from the others: from the first character that is not in all of them to the last. Null: it is the same
 * as all of them, or has nothing that they have not.
 */
export function differenceOf(text: string, others: readonly string[]): Span | null {
  const spans = others.flatMap((other) => (other === text ? [] : [differing(text, other)]))
  if (spans.length === 0) return null
  return { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) }
}

/** What is left of `text` without what both begin with and what both end with. */
function differing(text: string, other: string): Span {
  const shorter = Math.min(text.length, other.length)
  let start = 0
  while (start < shorter && text.charCodeAt(start) === other.charCodeAt(start)) start += 1
  start = wholeBefore(text, start)
  let same = 0
  while (same < shorter - start && text.at(-1 - same) === other.at(-1 - same)) same += 1
  return { start, end: wholeAfter(text, text.length - same) }
}

/** What is shown of a text that is too long: from its beginning, or from shortly before where it differs. */
export function excerptOf(text: string, difference: Span | null, most = MOST_SHOWN): Span {
  const lead = difference === null ? 0 : Math.max(0, difference.start - LEAD)
  // Where it differs near the end, the space is used for what is before.
  const start = wholeBefore(text, Math.max(0, Math.min(lead, text.length - most)))
  return { start, end: wholeBefore(text, Math.min(text.length, start + most)) }
}

/** The three parts of what is shown: before the difference, the difference, and after it. */
export function partsAround(text: string, shown: Span, difference: Span | null): readonly [string, string, string] {
  const clamp = (at: number) => Math.max(shown.start, Math.min(shown.end, at))
  const [from, to] = difference === null ? [shown.end, shown.end] : [clamp(difference.start), clamp(difference.end)]
  return [text.slice(shown.start, from), text.slice(from, to), text.slice(to, shown.end)]
}

function wholeBefore(text: string, at: number): number {
  return isInside(text, at) ? at - 1 : at
}

function wholeAfter(text: string, at: number): number {
  return isInside(text, at) ? at + 1 : at
}

/** Between the two halves of a character. */
function isInside(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)]
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}
