import { DEVICE_STATUSES } from './device-status.ts'
import type { EntityRecord, Fields } from './entities.ts'
import { idSchema } from './ids.ts'

/** Whether something is a record of a device just as the schema would make it; see `isPlainDevice`. */
export function isPlainDeviceRecord(value: unknown): value is EntityRecord {
  if (!isFields(value) || !hasOnly(value, RECORD_FIELDS)) return false
  const { entityType, id, version, sequence, data, reported } = value
  return (
    entityType === 'device' &&
    idSchema.safeParse(id).success &&
    isWhole(version, 1) &&
    isWhole(sequence, 0) &&
    isPlainDevice(data) &&
    isPlainReport(reported)
  )
}

/**
 * Whether a device is exactly what its schema would make of it. By hand, since at start and at a
 * resync every device of a fleet passes here: the schema costs many times as much. `false` says nothing: the schema has the last word then.
 */
export function isPlainDevice(data: unknown): data is Fields {
  if (!isFields(data) || !(hasOnly(data, DATA_FIELDS) || hasOnly(data, GROUPED_DATA_FIELDS))) return false
  const { name, site, location, model, serial, tags, playlistId, groups = NO_GROUPS } = data
  return (
    isTrimmed(name, 200) &&
    isTrimmed(site, 200) &&
    isText(location, 200) &&
    isText(model, 100) &&
    isText(serial, 100) &&
    isTags(tags) &&
    (playlistId === null || idSchema.safeParse(playlistId).success) &&
    isTags(groups)
  )
}

/** The same for what a device reported last, when it is all there. */
export function isPlainReport(reported: unknown): reported is Fields {
  if (!isFields(reported) || !hasOnly(reported, REPORTED_FIELDS)) return false
  const { status, lastSeenAt, health } = reported
  if (!DEVICE_STATUSES.some((one) => one === status)) return false
  if (!Number.isInteger(lastSeenAt) || !isBetween(lastSeenAt, 0, LAST_TIMESTAMP_MS)) return false
  if (!isFields(health) || !hasOnly(health, HEALTH_FIELDS)) return false
  const { score, cpu, memory, storage, temperature } = health
  const isShares = [score, cpu, memory, storage].every((share) => isBetween(share, 0, 100))
  return isShares && isBetween(temperature, -60, 200)
}

const RECORD_FIELDS = ['entityType', 'id', 'version', 'sequence', 'data', 'reported']
const DATA_FIELDS = ['name', 'site', 'location', 'model', 'serial', 'tags', 'playlistId']
/** Devices that are in groups, or were. */
const GROUPED_DATA_FIELDS = [...DATA_FIELDS, 'groups']
const NO_GROUPS: readonly string[] = []
const REPORTED_FIELDS = ['status', 'lastSeenAt', 'health']
const LAST_TIMESTAMP_MS = 8_640_000_000_000_000
const HEALTH_FIELDS = ['score', 'cpu', 'memory', 'storage', 'temperature']

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTags(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 50 && value.every((tag) => isTrimmed(tag, 60))
}

function isWhole(value: unknown, low: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= low
}

/** These fields in this order, and no other. */
function hasOnly(fields: Fields, names: readonly string[]): boolean {
  const keys = Object.keys(fields)
  return keys.length === names.length && keys.every((key, index) => key === names[index])
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length <= most
}

function isTrimmed(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= most && value.trim() === value
}

function isBetween(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high
}
