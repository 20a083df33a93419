import { isMoment } from '../../../app/board/transforms.ts'
import type { BoundValue } from '../../../app/board/use-bindings.ts'
import type { StateShape } from '../../../components/state-shape.ts'
import { numberOption, type WidgetOptions } from './widget-types.ts'

/*
 * What widgets read out of bound values. A board is written by hand and its values come from elsewhere: whatever has another form
 * than a widget expects is left out, and never makes it fail.
 */

export const KNOWN_STATES = [
  'online',
  'idle',
  'offline',
  'unknown',
  'critical',
  'high',
  'medium',
  'low',
  'warning',
  'waiting',
  'conflict',
  'refused',
  'done',
  'degraded',
] as const
export type KnownState = (typeof KNOWN_STATES)[number]

/** The shape of a state, and whether it is calm. Its word is in the texts. */
export const STATE_LOOK: Readonly<Record<KnownState, { readonly shape: StateShape; readonly isQuiet: boolean }>> = {
  online: { shape: 'online', isQuiet: true },
  idle: { shape: 'idle', isQuiet: true },
  offline: { shape: 'offline', isQuiet: false },
  unknown: { shape: 'unknown', isQuiet: false },
  critical: { shape: 'critical', isQuiet: false },
  high: { shape: 'high', isQuiet: false },
  medium: { shape: 'medium', isQuiet: false },
  low: { shape: 'low', isQuiet: false },
  warning: { shape: 'warning', isQuiet: false },
  waiting: { shape: 'waiting', isQuiet: false },
  conflict: { shape: 'conflict', isQuiet: false },
  refused: { shape: 'stuck', isQuiet: false },
  done: { shape: 'done', isQuiet: true },
  degraded: { shape: 'warning', isQuiet: false },
}

/** One line of a list: a name, and what is known of it. */
export interface WidgetItem {
  readonly key: string
  readonly label: string
  readonly value: number | null
  /** Of how many `value` is a part. */
  readonly total: number | null
  readonly state: KnownState | null
  readonly at: number | null
  readonly detail: string
}

type Fields = Readonly<Record<string, unknown>>

/** Whether there is something to write. */
export function isWritten(bound: BoundValue | undefined): bound is BoundValue {
  if (bound === undefined || bound.value === null || bound.value === undefined) return false
  return !Number.isNaN(bound.value) && bound.text !== ''
}

export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : null
}

const LABELS = ['label', 'name', 'title', 'text', 'message', 'site', 'topic', 'id', 'key']
const NUMBERS = ['value', 'count', 'offline', 'rate', 'share']
const TOTALS = ['total', 'of']
const STATES = ['state', 'status', 'priority', 'level', 'severity']
const TIMES = ['at', 'since', 'time', 'raisedAt', 'lastSeenAt']
const DETAILS = ['detail', 'place', 'reason', 'group', 'type']

/** Lines of whatever list was bound: records, pairs, words, or numbers by their names. */
export function itemsOf(value: unknown): readonly WidgetItem[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => itemOf(one, index) ?? [])
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([label, one], index) => itemOf([label, one], index) ?? [])
}

function itemOf(one: unknown, index: number): WidgetItem | null {
  if (typeof one === 'string' || typeof one === 'number') return plainItem(String(one), null, index)
  if (Array.isArray(one)) return typeof one[0] === 'string' ? plainItem(one[0], numberOf(one[1]), index) : null
  if (!isRecord(one)) return null
  const label = firstText(one, LABELS)
  return {
    key: typeof one['id'] === 'string' ? one['id'] : `${index} ${label}`,
    label,
    value: firstNumber(one, NUMBERS),
    total: firstNumber(one, TOTALS),
    state: stateOf(firstText(one, STATES)),
    at: momentOf(firstNumber(one, TIMES)),
    detail: firstText(one, DETAILS),
  }
}

/** Null: it is no time that a calendar has. */
export function momentOf(value: number | null): number | null {
  return value !== null && isMoment(value) ? value : null
}

function plainItem(label: string, value: number | null, index: number): WidgetItem {
  return { key: `${index} ${label}`, label, value, total: null, state: stateOf(label), at: null, detail: '' }
}

function firstText(record: Fields, names: readonly string[]): string {
  for (const name of names) {
    const value = record[name]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return ''
}

function firstNumber(record: Fields, names: readonly string[]): number | null {
  for (const name of names) if (typeof record[name] === 'number') return numberOf(record[name])
  return null
}

export function stateOf(word: string): KnownState | null {
  return KNOWN_STATES.find((state) => state === word) ?? null
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Rows of a table: of each record what is a plain value. */
export function rowsOf(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.map((one: unknown) => (isRecord(one) ? one : { value: one }))
  return isRecord(value) ? Object.entries(value).map(([name, one]) => ({ name, value: one })) : []
}

export type Level = 'normal' | 'warning' | 'critical'

/** How bad a number is by the limits of the widget: from `warnAt` on a warning, from `criticalAt` on critical; below, where low is bad. */
export function levelOf(value: number | null, options: WidgetOptions): Level {
  if (value === null) return 'normal'
  const isBeyond = (limit: number | null): boolean =>
    limit !== null && (options['isLowBad'] === true ? value <= limit : value >= limit)
  if (isBeyond(numberOption(options, 'criticalAt', null))) return 'critical'
  return isBeyond(numberOption(options, 'warnAt', null)) ? 'warning' : 'normal'
}

/** Where a number stands between two others, 0 to 1. */
export function shareOf(value: number, low: number, high: number): number {
  const share = (value - low) / (high - low)
  // Two numbers can be further from each other than a number can be large.
  return high <= low || Number.isNaN(share) ? 0 : Math.max(0, Math.min(1, share))
}
