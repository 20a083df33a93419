import type {
  AlertReported,
  ContentData,
  DeviceData,
  DeviceReported,
  Fields,
  PlaylistData,
  ScheduleData,
} from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { between, chance, pick, type Random } from '../platform/random.ts'
import { newAlert } from './alert-model.ts'
import { CONTENT_KINDS, CONTENT_SUBJECTS, LOCATIONS, MODELS, PLAYLISTS, SCHEDULES, SITES, TAGS } from './catalogue.ts'
import { initialReport } from './device-model.ts'

/** One entity of a new fleet. */
export interface Seed {
  readonly entityType: EntityType
  readonly id: string
  readonly data: Fields
  readonly reported: Fields
}

/** Devices that have an open alert in a new fleet, at most. */
const ALERT_SHARE = 0.012
const MAX_ALERTS = 150

/** A whole fleet: the same for the same seed. `at` is the time of the first reports. */
export function populate(random: Random, devices: number, at: number): Seed[] {
  const contents = times(CONTENT_SUBJECTS.length * 2, (index) => content(random, index))
  const contentIds = contents.map((seed) => seed.id)
  const playlists = PLAYLISTS.map((names, index) => playlist(random, index, names, contentIds))
  const playlistIds = playlists.map((seed) => seed.id)
  const fleet = times(devices, (index) => device(random, index, devices, playlistIds, at))
  const deviceIds = fleet.map((seed) => seed.id)
  const schedules = SCHEDULES.map((plan, index) => schedule(random, index, plan, playlistIds, deviceIds))
  const alertCount = Math.min(MAX_ALERTS, Math.ceil(devices * ALERT_SHARE))
  const alerts = times(alertCount, (index) => alert(random, index, deviceIds, at))
  return [...contents, ...playlists, ...fleet, ...schedules, ...alerts]
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_empty, index) => make(index))
}

function numbered(prefix: string, index: number, digits: number): string {
  return `${prefix}-${String(index + 1).padStart(digits, '0')}`
}

function content(random: Random, index: number): Seed {
  const subject = CONTENT_SUBJECTS[index % CONTENT_SUBJECTS.length] ?? 'Content'
  const kind = pick(random, CONTENT_KINDS)
  const data: ContentData = {
    name: `${subject} ${index < CONTENT_SUBJECTS.length ? '(landscape)' : '(portrait)'}`,
    kind,
    durationSeconds: kind === 'video' ? between(random, 15, 90) : between(random, 5, 20),
    sizeBytes: kind === 'video' ? between(random, 8_000_000, 240_000_000) : between(random, 80_000, 4_000_000),
    tags: [pick(random, TAGS)],
  }
  return { entityType: 'content', id: numbered('content', index, 2), data, reported: {} }
}

function playlist(
  random: Random,
  index: number,
  [name, description]: readonly [string, string],
  contentIds: readonly string[],
): Seed {
  const items = times(between(random, 4, 9), (position) => ({
    id: `item-${index + 1}-${position + 1}`,
    contentId: pick(random, contentIds),
    durationSeconds: between(random, 5, 60),
  }))
  const data: PlaylistData = { name, description, items }
  return { entityType: 'playlist', id: numbered('playlist', index, 2), data, reported: {} }
}

function device(random: Random, index: number, total: number, playlistIds: readonly string[], at: number): Seed {
  // Blocks of neighbouring numbers hang in the same place, as they would after an installation.
  const site = SITES[Math.floor((index * SITES.length) / total)] ?? SITES[0]
  const location = pick(random, LOCATIONS)
  const tags = new Set([pick(random, TAGS), pick(random, TAGS)])
  const data: DeviceData = {
    name: `${site} ${String(index + 1).padStart(4, '0')}`,
    site,
    location,
    model: pick(random, MODELS),
    serial: `OC${between(random, 100_000, 999_999)}${String(index).padStart(6, '0')}`,
    tags: [...tags],
    playlistId: chance(random, 0.97) ? pick(random, playlistIds) : null,
  }
  const reported: DeviceReported = initialReport(random, at)
  return { entityType: 'device', id: numbered('device', index, 5), data, reported }
}

function schedule(
  random: Random,
  index: number,
  [name, startTime, endTime, days]: readonly [string, string, string, readonly number[]],
  playlistIds: readonly string[],
  deviceIds: readonly string[],
): Seed {
  const chosen = new Set(times(Math.min(deviceIds.length, between(random, 5, 40)), () => pick(random, deviceIds)))
  const data: ScheduleData = {
    name,
    playlistId: pick(random, playlistIds),
    deviceIds: [...chosen],
    days: [...days],
    startTime,
    endTime,
    timeZone: 'Europe/Berlin',
    priority: between(random, 0, 100),
    enabled: index !== SCHEDULES.length - 1,
  }
  const reported = { lastExecutedAt: null, lastResult: null }
  return { entityType: 'schedule', id: numbered('schedule', index, 2), data, reported }
}

function alert(random: Random, index: number, deviceIds: readonly string[], at: number): Seed {
  const raisedAt = at - between(random, 60_000, 6 * 3_600_000)
  const reported: AlertReported = newAlert(random, pick(random, deviceIds), raisedAt)
  const acknowledged = chance(random, 0.4)
  const data = { acknowledged, note: acknowledged ? 'Technician informed.' : '' }
  return { entityType: 'alert', id: numbered('alert', index, 6), data, reported }
}
