import { type FleetFigures, MAX_PLACES, MAX_WORST, type PlaceFigures } from '#shared/domain/analytics.ts'
import type { FleetSection } from '#shared/domain/report.ts'
import type { ArchiveReader } from '../../archive/archive-reader.ts'
import type { Span } from '../../archive/records.ts'
import { FleetAccounts, shareOf } from '../figures/availability.ts'
import { Buckets } from '../figures/buckets.ts'
import { joinedSpans, lengthOf } from '../figures/spans.ts'

/** Which devices there are now, where they are, and which of them are asked about. Columns: they travel to the thread. */
export interface KnownDevices {
  readonly ids: readonly string[]
  /** The place of each, by its number in `places`. */
  readonly placeOf: readonly number[]
  readonly places: readonly string[]
  /** Those that are asked about; null: all that were ever seen, also those that are gone. */
  readonly asked: ReadonlySet<string> | null
}

export interface FleetQuestion {
  /** The site, as the archive knows it. */
  readonly site: string
  readonly period: Span
  readonly devices: KnownDevices
}

type Reader = Pick<ArchiveReader, 'observations' | 'deviceStates' | 'firstObserved'>

/**
 * Availability of a fleet, place by place, and of the time before it. Counted by the accounts of the reports, one for each place:
 * of the whole fleet and the same period both say the same.
 */
export function fleetFigures(reader: Reader, { site, period, devices }: FleetQuestion): FleetFigures {
  const length = period.toAt - period.fromAt
  const now = accountsOf(reader, site, devices, new Buckets(period), period)
  const earlier = { fromAt: Math.max(0, period.fromAt - length), toAt: period.fromAt }
  // Of the time before no timeline is told: one stretch is enough, and much quicker.
  const before = accountsOf(reader, site, devices, new Buckets(earlier, length), earlier)
  const down = now.whole.perDevice.filter(({ downMs }) => downMs > 0)
  const placeOf = placesOf(devices)
  const places = [...now.places].map(([name, section]) => placeFigures(name, section, before.places.get(name)))
  return {
    ...totalsOf(now.whole),
    observedShare: now.observedShare,
    recordedFrom: reader.firstObserved(site),
    timeline: now.whole.timeline,
    before: { ...totalsOf(before.whole), observedShare: before.observedShare },
    places: places.sort(worstFirst).slice(0, MAX_PLACES),
    placesInAll: places.length,
    worst: down
      .sort((a, b) => b.downMs - a.downMs || (a.id < b.id ? -1 : 1))
      .slice(0, MAX_WORST)
      .map(({ observedMs: _observed, upMs: _up, ...device }) => ({ ...device, place: placeOf.get(device.id) ?? null })),
    downInAll: down.length,
  }
}

interface Accounts {
  readonly whole: Whole
  /** Null: of devices that are gone. */
  readonly places: ReadonlyMap<string | null, FleetSection>
  readonly observedShare: number
}

type Whole = Omit<FleetSection, 'observedMs' | 'longest'>

function accountsOf(reader: Reader, site: string, devices: KnownDevices, buckets: Buckets, period: Span): Accounts {
  const observed = joinedSpans(reader.observations(site, period), period)
  const accounts = new Map<string | null, FleetAccounts>()
  const placeOf = placesOf(devices)
  for (const row of reader.deviceStates(site, period)) {
    if (devices.asked?.has(row.deviceId) === false) continue
    const name = placeOf.get(row.deviceId) ?? null
    const place = accounts.get(name) ?? new FleetAccounts(period, observed, buckets)
    accounts.set(name, place)
    place.take(row)
  }
  const places = new Map([...accounts].map(([name, account]) => [name, account.end()] as const))
  return {
    whole: wholeOf([...places.values()], buckets.spans),
    places,
    observedShare: lengthOf(observed) / Math.max(1, period.toAt - period.fromAt),
  }
}

/** All places together. Each device is in one of them, and times are whole milliseconds: the sums are exact. */
function wholeOf(places: readonly FleetSection[], spans: readonly Span[]): Whole {
  const sum = (of: (place: FleetSection) => number): number => places.reduce((all, place) => all + of(place), 0)
  const [upMs, downMs] = [sum((place) => place.upMs), sum((place) => place.downMs)]
  return {
    ...{ devices: sum((place) => place.devices), upMs, downMs, availability: shareOf(upMs, upMs + downMs) },
    outages: sum((place) => place.outages),
    timeline: spans.map((span, index) => {
      const up = sum(({ timeline }) => timeline[index]?.upMs ?? 0)
      const down = sum(({ timeline }) => timeline[index]?.downMs ?? 0)
      return { ...span, upMs: up, downMs: down, availability: shareOf(up, up + down) }
    }),
    perDevice: places.flatMap(({ perDevice }) => perDevice),
  }
}

function placesOf({ ids, placeOf, places }: KnownDevices): ReadonlyMap<string, string> {
  return new Map(ids.map((id, index) => [id, places[placeOf[index] ?? -1] ?? '']))
}

function totalsOf({ devices, upMs, downMs, availability, outages }: Whole) {
  return { devices, upMs, downMs, availability, outages }
}

function placeFigures(name: string | null, section: FleetSection, before: FleetSection | undefined): PlaceFigures {
  return {
    name,
    ...totalsOf(section),
    before: before?.availability ?? null,
    timeline: section.timeline.map(({ availability }) => availability),
  }
}

/** What nobody has seen comes last; of equal ones by name, so that the same facts make the same list. */
function worstFirst(a: PlaceFigures, b: PlaceFigures): number {
  const rank = ({ availability }: PlaceFigures): number => availability ?? Number.POSITIVE_INFINITY
  const difference = a.availability === b.availability ? 0 : rank(a) - rank(b)
  return difference || (a.name ?? '').localeCompare(b.name ?? '', 'en', { numeric: true })
}
