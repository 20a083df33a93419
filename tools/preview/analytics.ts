import type { FleetFigures, PlaceFigures } from '#shared/domain/analytics.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { HOURS_OF_WEEK } from '#shared/protocol/plays.ts'
import { Refusal } from './fake-queue.ts'
import { contentOf, playlistsOf } from './fleet.ts'
import type { Scenario } from './scenarios.ts'

const DAY_MS = 86_400_000
const PLACES_OF_CROWD = 200

/** What the imagined PC has seen: nothing yet, some of the time, or all of it. */
type SeenBefore = 'never' | 'some' | 'all'

interface ImaginedAnalytics {
  readonly devices: readonly EntityView[]
  readonly contents: readonly EntityView[]
  readonly playlists: readonly EntityView[]
  readonly seen: SeenBefore
}

type Asked = IpcRequest<'analytics:fleet'>
type Handlers = {
  readonly [N in 'analytics:fleet' | 'analytics:plays' | 'analytics:export']: (request: IpcRequest<N>) => IpcResponse<N>
}

export function imaginedAnalytics(scenarioOf: () => Scenario): Handlers {
  const imagined = (): ImaginedAnalytics => {
    const { devices, connection } = scenarioOf()
    const isEmpty = devices.length === 0
    const seen = isEmpty ? 'never' : connection.state === 'offline' ? 'some' : 'all'
    return { devices, seen, contents: isEmpty ? [] : contentOf(), playlists: isEmpty ? [] : playlistsOf() }
  }
  return {
    'analytics:fleet': (asked) => imaginedFleet(asked, imagined()),
    'analytics:plays': (asked) => {
      if (scenarioOf().connection.state === 'offline')
        throw new Refusal('not-connected', 'There is no connection to the server.')
      return imaginedPlays(asked, imagined())
    },
    'analytics:export': () => ({
      outcome: 'written',
      fileName: 'outpost-analytics-2026-11-22.csv',
      hasPlays: scenarioOf().connection.state !== 'offline',
    }),
  }
}

/** Always the same from 0 to 1 for the same number. */
function wave(seed: number): number {
  return Math.abs(Math.sin(seed * 12.9898) * 43_758.5453) % 1
}

function imaginedFleet({ period }: Asked, { devices, seen }: ImaginedAnalytics): FleetFigures {
  const spans = stretchesOf(period)
  const unseen = (index: number): boolean => seen === 'never' || (seen === 'some' && index % 11 === 3)
  const names = placesOf(devices)
  const places = names.map((name, place): PlaceFigures => {
    const timeline = spans.map((_span, index) => {
      if (unseen(index)) return null
      const chance = wave(place * 31 + index)
      return chance > 0.86 ? 1 - (chance - 0.86) * 1.6 * wave(place + 3) : 1
    })
    const known = timeline.filter((value) => value !== null)
    const availability = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
    const size = Math.max(1, Math.round(devices.length / names.length))
    const all = size * known.length * DAY_MS
    const upMs = Math.round(all * (availability ?? 0))
    return {
      ...{ name, devices: size, upMs, downMs: all - upMs, availability, timeline },
      ...{ outages: known.filter((value) => value < 1).length * 2, before: seen === 'all' ? 0.991 : null },
    }
  })
  const worstFirst = places.toSorted((a, b) => (a.availability ?? 2) - (b.availability ?? 2))
  const sum = (of: (place: PlaceFigures) => number): number => places.reduce((all, place) => all + of(place), 0)
  const [upMs, downMs] = [sum((place) => place.upMs), sum((place) => place.downMs)]
  const availability = upMs + downMs === 0 ? null : upMs / (upMs + downMs)
  const whole = { devices: devices.length, upMs, downMs, availability, outages: sum((place) => place.outages) }
  const worst = devices.slice(0, Math.min(40, Math.ceil(devices.length / 12))).map((view, index) => ({
    ...{ id: view.id, name: String(view.data['name']), place: siteOf(view) },
    ...{ downMs: Math.round((38 * 3_600_000) / (index + 1)), availability: 1 - 0.2 / (index + 1) },
    ...{ outages: 1 + (index % 5), longestOutageMs: Math.round((20 * 3_600_000) / (index + 1)) },
  }))
  return {
    ...whole,
    observedShare: seen === 'all' ? 1 : seen === 'some' ? 0.91 : 0,
    recordedFrom: seen === 'never' ? null : seen === 'some' ? period.fromAt + DAY_MS : period.fromAt - 200 * DAY_MS,
    timeline: spans.map((span, index) => timelineAt(span, places, index)),
    before: {
      ...whole,
      ...(seen === 'all'
        ? { availability: 0.9871, outages: whole.outages + 6, downMs: downMs * 1.2 }
        : { availability: null }),
      observedShare: seen === 'all' ? 1 : 0,
    },
    ...{
      places: worstFirst,
      placesInAll: places.length,
      worst: seen === 'never' ? [] : worst,
      downInAll: worst.length,
    },
  }
}

function timelineAt(span: { fromAt: number; toAt: number }, places: readonly PlaceFigures[], index: number) {
  const known = places.flatMap(({ timeline }) => timeline[index] ?? [])
  const availability = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
  const all = known.length * 40 * DAY_MS
  const upMs = Math.round(all * (availability ?? 0))
  return { ...span, upMs, downMs: all - upMs, availability }
}

function imaginedPlays(
  { period }: Asked,
  { devices, contents, playlists }: ImaginedAnalytics,
): IpcResponse<'analytics:plays'> {
  const stretches = stretchesOf(period)
  const recordedFrom = period.toAt - 60 * DAY_MS
  const timeline = stretches.map(({ fromAt, toAt }, index) =>
    toAt <= recordedFrom ? null : Math.round(devices.length * (2_100 + 900 * wave(index + fromAt / DAY_MS))),
  )
  const plays = timeline.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  const shares = <T>(rows: readonly T[]): [T, { plays: number; seconds: number }][] =>
    rows.map((row, index) => {
      const part = Math.round(plays / (index + 3))
      return [row, { plays: part, seconds: part * 14 }]
    })
  const places = placesOf(devices)
  const hours = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => {
    const isDay = hour % 24 >= 6 && hour % 24 < 23
    return Math.round((plays / HOURS_OF_WEEK) * (isDay ? 0.9 + 0.5 * wave(hour) : 0.1))
  })
  return {
    answer: {
      ...{ recordedFrom, plays, seconds: plays * 14, timeline, hours },
      contents: shares(contents.slice(0, 40)).map(([{ id }, sum]) => ({ id, ...sum })),
      playlists: shares(playlists.slice(0, 40)).map(([{ id }, sum]) => ({ id, ...sum })),
      sites: shares(places).map(([name, sum]) => ({ name, ...sum })),
      inAll: {
        contents: Math.min(40, contents.length),
        playlists: Math.min(40, playlists.length),
        sites: places.length,
      },
    },
    stretches,
    before:
      recordedFrom <= 2 * period.fromAt - period.toAt ? { plays: Math.round(plays * 0.94), seconds: plays * 13 } : null,
  }
}

/** A very large fleet is in very many places. */
function placesOf(devices: readonly EntityView[]): string[] {
  const names = [...new Set(devices.map(siteOf))]
  if (devices.length < 5_000) return names
  return Array.from({ length: PLACES_OF_CROWD }, (_, index) => `${names[index % names.length] ?? ''} ${index + 1}`)
}

function stretchesOf({ fromAt, toAt }: Asked['period']) {
  const everyMs = toAt - fromAt > 100 * DAY_MS ? 7 * DAY_MS : DAY_MS
  return Array.from({ length: Math.ceil((toAt - fromAt) / everyMs) }, (_, index) => ({
    fromAt: fromAt + index * everyMs,
    toAt: Math.min(toAt, fromAt + (index + 1) * everyMs),
  }))
}

function siteOf(view: EntityView): string {
  const site = view.data['site']
  return typeof site === 'string' ? site : ''
}
