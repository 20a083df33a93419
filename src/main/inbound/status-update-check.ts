import type { FeedEventPayload } from '#shared/protocol/feed.ts'

const STATUSES: ReadonlySet<unknown> = new Set(['online', 'idle', 'offline'])
const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/
const MAX_ID_LENGTH = 128
const MIN_CHANNEL_LENGTH = 3
const MAX_CHANNEL_LENGTH = 200
const MAX_TIMESTAMP = 8_640_000_000_000_000
const FIELDS = 7
const HEALTH_FIELDS = 5

/**
 * Whether a payload is exactly a status report, with every field in order and no other: nine of ten events are, and this
 * costs a fifth of the schema. What is not is left to the schema, which has the last word; a test holds both together.
 */
export function isPlainStatusUpdate(payload: unknown): payload is FeedEventPayload<'device:status-update'> {
  if (typeof payload !== 'object' || payload === null) return false
  const { sequence, previous, channel, at, deviceId, status, lastSeenAt, health } = payload as Record<string, unknown>
  return (
    isWhole(sequence, 1, Number.MAX_SAFE_INTEGER) &&
    isWhole(previous, 0, Number.MAX_SAFE_INTEGER) &&
    isWhole(at, 0, MAX_TIMESTAMP) &&
    isWhole(lastSeenAt, 0, MAX_TIMESTAMP) &&
    STATUSES.has(status) &&
    isText(channel, MIN_CHANNEL_LENGTH, MAX_CHANNEL_LENGTH) &&
    isText(deviceId, 1, MAX_ID_LENGTH) &&
    ID.test(deviceId) &&
    (health === undefined ? !Object.hasOwn(payload, 'health') : isHealth(health)) &&
    countOf(payload) === (health === undefined ? FIELDS : FIELDS + 1)
  )
}

function isHealth(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { score, cpu, memory, storage, temperature } = value as Record<string, unknown>
  return (
    isWithin(score, 0, 100) &&
    isWithin(cpu, 0, 100) &&
    isWithin(memory, 0, 100) &&
    isWithin(storage, 0, 100) &&
    isWithin(temperature, -60, 200) &&
    countOf(value) === HEALTH_FIELDS
  )
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
}

/** False for what is not a number at all. */
function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max
}

function isText(value: unknown, min: number, max: number): value is string {
  return typeof value === 'string' && value.length >= min && value.length <= max
}

function countOf(value: object): number {
  let count = 0
  for (const _name in value) count++
  return count
}
