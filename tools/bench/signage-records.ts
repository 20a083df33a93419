import type { ContentData, EntityRecord, PlaylistData, ScheduleData } from '../../src/shared/domain/entities.ts'
import { deviceId, LARGE_FLEET_DEVICES } from './intents.ts'

export const SIGNAGE = { schedules: 5_000, content: 2_000, playlists: 1_000 } as const
const ITEMS_OF_A_PLAYLIST = 8
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Europe/London']

/** What a large site plays: each schedule on eight devices, each playlist in five schedules. */
export function signageRecords(): EntityRecord[] {
  return [
    ...many('content', SIGNAGE.content, 'cnt', contentOf),
    ...many('playlist', SIGNAGE.playlists, 'pls', playlistOf),
    ...many('schedule', SIGNAGE.schedules, 'sch', scheduleOf),
  ]
}

function many(
  entityType: EntityRecord['entityType'],
  count: number,
  prefix: string,
  dataOf: (index: number) => ContentData | PlaylistData | ScheduleData,
): EntityRecord[] {
  const reported = entityType === 'schedule' ? { lastExecutedAt: null, lastResult: null } : {}
  return Array.from({ length: count }, (_none, index) => ({
    ...{ entityType, id: idOf(prefix, index), version: 1, sequence: index + 1 },
    ...{ data: { ...dataOf(index) }, reported },
  }))
}

function idOf(prefix: string, index: number): string {
  return `${prefix}-${String(index).padStart(5, '0')}`
}

function contentOf(index: number): ContentData {
  const isFilm = index % 4 === 0
  return {
    name: `Poster ${index}`,
    kind: isFilm ? 'video' : 'image',
    durationSeconds: 10 + (index % 20),
    sizeBytes: 100_000 + index,
    tags: ['season', `campaign ${index % 50}`],
    folder: `Season ${index % 8}/Campaign ${index % 50}`,
    checksum: index.toString(16).padStart(64, '0'),
    mediaType: isFilm ? 'video/mp4' : 'image/jpeg',
  }
}

function playlistOf(index: number): PlaylistData {
  const items = Array.from({ length: ITEMS_OF_A_PLAYLIST }, (_none, place) => ({
    id: `itm-${index}-${place}`,
    contentId: idOf('cnt', (index * ITEMS_OF_A_PLAYLIST + place) % SIGNAGE.content),
    durationSeconds: 10,
  }))
  return { name: `Loop ${index}`, description: '', items }
}

function scheduleOf(index: number): ScheduleData {
  const hour = 6 + (index % 12)
  return {
    name: `Schedule ${index}`,
    playlistId: idOf('pls', index % SIGNAGE.playlists),
    deviceIds: Array.from({ length: 8 }, (_none, place) => deviceId((index * 9 + place) % LARGE_FLEET_DEVICES)),
    days: [1, 2, 3, 4, 5],
    startTime: `${String(hour).padStart(2, '0')}:00`,
    endTime: `${String(hour + 3).padStart(2, '0')}:00`,
    timeZone: ZONES[index % ZONES.length] ?? 'Europe/Berlin',
    priority: index % 5,
    enabled: true,
  }
}
