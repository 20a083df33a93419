import type { DeviceData, PlaylistData } from '#shared/domain/entities.ts'
import { HOURS_OF_WEEK, type PlaysRequest, type PlaysResponse } from '#shared/protocol/plays.ts'
import type { EntityTable } from '../store/entity-table.ts'
import { parseStored } from '../store/stored-json.ts'

const HOUR_MS = 3_600_000
const HOUR_SECONDS = 3_600
/** How long plays are kept. */
const KEPT_MS = 60 * 24 * HOUR_MS
/** Screens are on from 6 to 23, and few of them at night. */
const DAY_FROM = 6
const DAY_TO = 23
const NIGHT_SHARE = 0.15
const LEAST_DAY_SHARE = 0.82

/** Devices of one place that show one list. */
export interface PlayedList {
  readonly playlistId: string
  readonly site: string
  readonly devices: number
  readonly items: PlaylistData['items']
}

/** Which lists are shown where, by how many devices. Devices without a list, and lists without content, show nothing. */
export function playedBy(
  entities: Pick<EntityTable, 'ofType'>,
  { site, group }: PlaysRequest['place'],
): readonly PlayedList[] {
  const items = new Map(
    entities.ofType('playlist').map(({ id, data }) => [id, parseStored<PlaylistData>(data).items] as const),
  )
  const lists = new Map<string, { -readonly [N in keyof PlayedList]: PlayedList[N] }>()
  for (const row of entities.ofType('device')) {
    const { playlistId, groups, ...device } = parseStored<DeviceData>(row.data)
    const shown = playlistId === null ? undefined : items.get(playlistId)
    if (playlistId === null || shown === undefined || shown.length === 0) continue
    if ((site !== null && device.site !== site) || (group !== null && groups?.includes(group) !== true)) continue
    const key = JSON.stringify([playlistId, device.site])
    const list = lists.get(key) ?? { playlistId, site: device.site, devices: 0, items: shown }
    list.devices += 1
    lists.set(key, list)
  }
  return [...lists.values()]
}

/** Counts whole hours that are over, so that the same question has the same answer until the next hour has passed. */
export function playsOf(lists: readonly PlayedList[], asked: PlaysRequest, now: number): PlaysResponse {
  const { edges, timeZone, limit } = asked
  const recordedFrom = startOfHour(now - KEPT_MS)
  const [first = 0] = edges
  const end = Math.min(edges.at(-1) ?? 0, startOfHour(now))
  const hourOf = hoursOfWeek(timeZone)
  const counted = new Counted()
  const timeline = edges.slice(1).map((toAt, index): number | null => {
    const isRecorded = toAt > recordedFrom && (edges[index] ?? toAt) < end
    return isRecorded ? 0 : null
  })
  const hours = Array.from({ length: HOURS_OF_WEEK }, () => 0)
  let stretch = 0
  for (let at = Math.max(recordedFrom, ceilHour(first)); at + HOUR_MS <= end; at += HOUR_MS) {
    while (at >= (edges[stretch + 1] ?? Number.POSITIVE_INFINITY)) stretch += 1
    const hour = hourOf(at)
    const plays = counted.hour(lists, at, hour % 24)
    timeline[stretch] = (timeline[stretch] ?? 0) + plays
    hours[hour] = (hours[hour] ?? 0) + plays
  }
  return { recordedFrom, timeline, hours, ...counted.end(limit) }
}

interface Sum {
  plays: number
  seconds: number
}

class Counted {
  readonly #contents = new Map<string, Sum>()
  readonly #playlists = new Map<string, Sum>()
  readonly #sites = new Map<string, Sum>()
  readonly #all: Sum = { plays: 0, seconds: 0 }

  /** Adds an hour; answers how much was played in it. */
  hour(lists: readonly PlayedList[], at: number, hourOfDay: number): number {
    const before = this.#all.plays
    for (const list of lists) {
      const length = list.items.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
      const rounds = Math.floor((list.devices * shareOn(list, at, hourOfDay) * HOUR_SECONDS) / Math.max(1, length))
      if (rounds === 0) continue
      for (const { contentId, durationSeconds } of list.items) {
        add(this.#contents, contentId, { plays: rounds, seconds: rounds * durationSeconds })
      }
      const sum = { plays: rounds * list.items.length, seconds: rounds * length }
      add(this.#playlists, list.playlistId, sum)
      add(this.#sites, list.site, sum)
      this.#all.plays += sum.plays
      this.#all.seconds += sum.seconds
    }
    return this.#all.plays - before
  }

  end(limit: number): Omit<PlaysResponse, 'recordedFrom' | 'timeline' | 'hours'> {
    const [contents, playlists, sites] = [this.#contents, this.#playlists, this.#sites].map(mostPlayed)
    const rows = (all: [string, Sum][] = []): (Sum & { id: string })[] =>
      all.slice(0, limit).map(([id, sum]) => ({ id, ...sum }))
    return {
      ...this.#all,
      contents: rows(contents),
      playlists: rows(playlists),
      sites: rows(sites).map(({ id, ...sum }) => ({ name: id, ...sum })),
      inAll: { contents: this.#contents.size, playlists: this.#playlists.size, sites: this.#sites.size },
    }
  }
}

function add(sums: Map<string, Sum>, key: string, { plays, seconds }: Sum): void {
  const sum = sums.get(key) ?? { plays: 0, seconds: 0 }
  sum.plays += plays
  sum.seconds += seconds
  sums.set(key, sum)
}

/** Of equal ones by name, so that the same facts make the same list. */
function mostPlayed(sums: ReadonlyMap<string, Sum>): [string, Sum][] {
  return [...sums].sort(([a, one], [b, other]) => other.plays - one.plays || (a < b ? -1 : 1))
}

/** How many of the devices are on: most by day, few at night, a little different at each place and hour. */
function shareOn({ playlistId, site }: PlayedList, at: number, hourOfDay: number): number {
  const chance = fractionOf(`${playlistId}/${site}/${at / HOUR_MS}`)
  const isDay = hourOfDay >= DAY_FROM && hourOfDay < DAY_TO
  return isDay ? LEAST_DAY_SHARE + (1 - LEAST_DAY_SHARE) * chance : NIGHT_SHARE * chance
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits, as a number from 0 up to, not including, 1. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  }
  return (hash >>> 0) / 4_294_967_296
}

function startOfHour(at: number): number {
  return at - (at % HOUR_MS)
}

function ceilHour(at: number): number {
  return Math.ceil(at / HOUR_MS) * HOUR_MS
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The hour of the week by the clocks of a zone, Monday from midnight on as 0. */
function hoursOfWeek(timeZone: string): (at: number) => number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
  return (at) => {
    const parts = clock.formatToParts(at)
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
    return Math.max(0, WEEKDAYS.indexOf(part('weekday'))) * 24 + (Number(part('hour')) % 24)
  }
}
