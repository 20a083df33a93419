import type { OperationKind, TimeStamp } from '#shared/domain/operation.ts'
import type { Timekeeper } from './timekeeper.ts'

/** How long a kind of operation may wait. Milliseconds; null: without end. */
export interface ValidityWindow {
  /** After this it is not sent before a person has confirmed it again. */
  readonly confirmAfterMs: number | null
  /** After this it ends unsent. */
  readonly expireAfterMs: number | null
}

export type ValidityWindows = Readonly<Record<OperationKind, ValidityWindow>>

export type Validity =
  /** `checkInMs`: when to ask again; null: never. */
  | { readonly kind: 'valid'; readonly checkInMs: number | null }
  | { readonly kind: 'stale'; readonly checkInMs: number | null }
  | { readonly kind: 'expired' }

/**
 * Whether an operation that has waited since `waitingSince` may still be sent. It expires only when that is sure, and
 * counts as stale as soon as that is possible: at worst a person is asked once too often.
 */
export function judgeValidity(window: ValidityWindow, waitingSince: TimeStamp, timekeeper: Timekeeper): Validity {
  const { confirmAfterMs, expireAfterMs } = window
  if (confirmAfterMs === null && expireAfterMs === null) return { kind: 'valid', checkInMs: null }
  const age = timekeeper.age(waitingSince)
  if (expireAfterMs !== null && age.atLeast >= expireAfterMs) return { kind: 'expired' }
  const expiresIn = expireAfterMs === null ? null : expireAfterMs - age.atLeast
  if (confirmAfterMs === null || age.atMost < confirmAfterMs) {
    const staleIn = confirmAfterMs === null ? null : confirmAfterMs - age.atMost
    return { kind: 'valid', checkInMs: earliest(staleIn, expiresIn) }
  }
  return { kind: 'stale', checkInMs: expiresIn }
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
