import {
  type AlertData,
  type AlertReported,
  type ContentData,
  type DeviceData,
  type DeviceReported,
  type Fields,
  type PlaylistData,
  type ScheduleData,
  UNTOUCHED_ALERT,
} from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { between, chance, pick, type Random } from '../platform/random.ts'
import { newAlert } from './alert-model.ts'
import {
  CONTENT_FOLDERS,
  CONTENT_KINDS,
  CONTENT_SUBJECTS,
  GROUPS,
  LOCATIONS,
  MODELS,
  OPERATOR_NOTES,
  OPERATORS,
  PLAYLISTS,
  SCHEDULES,
  SITES,
  TAGS,
} from './catalogue.ts'
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
const HOUR_MS = 3_600_000
const OLD_ALERT_EVERY = 8
const SET_ASIDE_EVERY = 12

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
    folder: CONTENT_FOLDERS[index % CONTENT_FOLDERS.length] ?? '',
    ...(kind === 'web' ? { url: `https://signage.example/${numbered('page', index, 2)}` } : {}),
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
    ...groupsAt(index),
  }
  const reported: DeviceReported = initialReport(random, at)
  return { entityType: 'device', id: numbered('device', index, 5), data, reported }
}

/** By the number, so that the rest of a fleet is the same with groups and without. */
function groupsAt(index: number): Pick<DeviceData, 'groups'> {
  const groups = GROUPS.filter((_name, position) => index % 8 === position || index % 40 === position + 8)
  return groups.length === 0 ? {} : { groups }
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
  const isOld = index % OLD_ALERT_EVERY === OLD_ALERT_EVERY - 1
  const age = isOld ? between(random, 25 * HOUR_MS, 60 * HOUR_MS) : between(random, 60_000, 6 * HOUR_MS)
  const raised = newAlert(random, pick(random, deviceIds), at - age)
  const acknowledged = chance(random, 0.4)
  const waited = Math.min(age, between(random, 20_000, 600_000))
  const noted = acknowledged ? { acknowledgedAt: at - age + waited, acknowledgedBy: pick(random, OPERATORS) } : {}
  const reported: AlertReported = { ...raised, ...noted }
  const note = acknowledged ? pick(random, OPERATOR_NOTES) : ''
  const data: AlertData = { ...UNTOUCHED_ALERT, ...setAside(index, at), acknowledged, note }
  return { entityType: 'alert', id: numbered('alert', index, 6), data, reported }
}

/** Some of a larger fleet's alarms have been set aside before anybody looks. */
function setAside(index: number, at: number): Partial<AlertData> {
  const turn = index % SET_ASIDE_EVERY
  if (turn === 4) return { shelvedUntil: at + 4 * HOUR_MS, shelvedReason: 'Building work until the evening.' }
  if (turn === 9) return { isOutOfService: true, outOfServiceReason: 'The sensor is being replaced.' }
  return {}
}
