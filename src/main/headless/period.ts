import { UsageError } from './exits.ts'

const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
])
const LAST = /^([1-9]\d{0,3})([hdw])$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/

/**
 * A period in words: `24h`, `7d`, `4w` until now, or `FROM..TO` of days and moments by ISO 8601; a day that ends a period is
 * part of it. Without a zone the PC's own is meant.
 *
 * @param now milliseconds since the epoch
 * @throws UsageError
 */
export function periodOf(text: string, now: number): { fromAt: number; toAt: number } {
  const last = LAST.exec(text)
  const length = Number(last?.[1]) * (LENGTHS.get(last?.[2] ?? '') ?? Number.NaN)
  if (last !== null) return { fromAt: now - length, toAt: now }
  const [from = '', to = '', ...more] = text.split('..')
  const [fromAt, toAt] = [momentOf(from, false), momentOf(to, true)]
  if (more.length > 0 || fromAt === null || toAt === null) {
    throw new UsageError(`A period is such as 24h, 7d, 30d or 2026-01-01..2026-01-31, not “${text.slice(0, 80)}”.`)
  }
  if (fromAt >= toAt) throw new UsageError('The period ends before it begins.')
  return { fromAt, toAt }
}

/** Null: it is neither a day nor a moment. */
function momentOf(text: string, isEnd: boolean): number | null {
  const at = DAY.test(text) ? dayOf(text, isEnd ? 1 : 0) : MOMENT.test(text) ? Date.parse(text) : Number.NaN
  return Number.isFinite(at) && at >= 0 ? at : null
}

/** The start of a day on this PC, `later` days after it: days are not all of one length. */
function dayOf(text: string, later: number): number {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const start = new Date(year, month - 1, day)
  if (start.getMonth() !== month - 1 || start.getDate() !== day) return Number.NaN
  return new Date(year, month - 1, day + later).getTime()
}
