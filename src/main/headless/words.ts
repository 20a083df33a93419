import type { OperationState } from '#shared/domain/operation.ts'

const STATES: Readonly<Record<OperationState, string>> = {
  queued: 'waiting',
  stale: 'waited too long, asks again',
  sending: 'being sent',
  unknown: 'outcome unknown',
  accepted: 'waiting for device',
  applied: 'done',
  unconfirmed: 'not confirmed by the device',
  conflicted: 'conflict',
  quarantined: 'refused',
  expired: 'expired',
  cancelled: 'rolled back',
  merged: 'merged',
}

export function stateWord(state: OperationState): string {
  return STATES[state]
}

/** `1 change`, `2 changes`. @param many left out: `one` with an s */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** A moment for people and programs alike. @param at milliseconds since the epoch */
export function momentText(at: number): string {
  return new Date(at).toISOString()
}

/** Text from elsewhere as one line that cannot steer a terminal: no control character, and nothing that turns its direction. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}

/** A value of a field, short. */
export function valueText(value: unknown): string {
  if (value === undefined) return '–'
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
