import { type FleetSection, MAX_OUTAGES } from '#shared/domain/report.ts'
import type { DeviceStateRow, RecordedState, Span } from '../../archive/records.ts'
import { Buckets } from './buckets.ts'
import { SpanIndex } from './spans.ts'

type Outage = FleetSection['longest'][number]
type DeviceFigures = FleetSection['perDevice'][number]

/** A device that works, also when it shows nothing. */
const UP: ReadonlySet<RecordedState> = new Set(['online', 'idle'])

interface OpenDevice {
  readonly id: string
  readonly name: string
  state: RecordedState
  since: number
  upMs: number
  downMs: number
  outageFrom: number | null
  outageMs: number
  outages: number
  longestMs: number
}

/**
 * Availability per device and in all: the time in which a device was seen online or idle, of the time in which it was seen at
 * all (steady-state availability, uptime / (uptime + downtime), IEC 60050-192). Time in which nobody could see is neither.
 *
 * Hand over the states of one device after the other, oldest first, as the archive tells them.
 */
export class FleetAccounts {
  readonly #period: Span
  readonly #observed: SpanIndex
  readonly #buckets: Buckets
  readonly #timeline: { upMs: number; downMs: number }[]
  readonly #devices: DeviceFigures[] = []
  readonly #outages: Outage[] = []
  #count = 0
  #open: OpenDevice | null = null

  /** @param observed the spans in which the site was seen, as from `joinedSpans` with the period as bounds @param buckets the stretches of its timeline */
  constructor(period: Span, observed: readonly Span[], buckets = new Buckets(period)) {
    this.#period = period
    this.#observed = new SpanIndex(observed)
    this.#buckets = buckets
    this.#timeline = this.#buckets.spans.map(() => ({ upMs: 0, downMs: 0 }))
  }

  take({ deviceId, name, at, state }: DeviceStateRow): void {
    const from = Math.max(at, this.#period.fromAt)
    if (this.#open?.id !== deviceId) {
      this.#close()
      this.#open = newDevice(deviceId, name, from)
    } else this.#advance(this.#open, from)
    this.#enter(this.#open, state, from)
  }

  end(): FleetSection {
    this.#close()
    const sum = (of: (device: DeviceFigures) => number): number => this.#devices.reduce((all, one) => all + of(one), 0)
    const [observedMs, upMs, downMs] = [sum((d) => d.observedMs), sum((d) => d.upMs), sum((d) => d.downMs)]
    return {
      devices: this.#devices.length,
      ...{ observedMs, upMs, downMs },
      availability: shareOf(upMs, observedMs),
      outages: this.#count,
      timeline: this.#buckets.spans.map((span, index) => {
        const { upMs: up, downMs: down } = this.#timeline[index] ?? { upMs: 0, downMs: 0 }
        return { ...span, upMs: up, downMs: down, availability: shareOf(up, up + down) }
      }),
      perDevice: this.#devices,
      longest: longestOf(this.#outages),
    }
  }

  /** Counts the time up to `at` for the state the device was in. */
  #advance(device: OpenDevice, at: number): void {
    const { state, since } = device
    device.since = at
    if (state === 'removed') return
    for (const { index, fromAt, toAt } of this.#buckets.parts(since, at)) {
      const seen = this.#observed.overlap(fromAt, toAt)
      const stretch = this.#timeline[index]
      if (stretch === undefined || seen === 0) continue
      if (UP.has(state)) {
        device.upMs += seen
        stretch.upMs += seen
      } else {
        device.downMs += seen
        device.outageMs += seen
        stretch.downMs += seen
      }
    }
  }

  #enter(device: OpenDevice, state: RecordedState, at: number): void {
    device.state = state
    if (state === 'offline') device.outageFrom ??= at
    else this.#endOutage(device, at)
  }

  /** One of which nothing was seen is none: nobody knows whether it was. */
  #endOutage(device: OpenDevice, toAt: number | null): void {
    const { id, name, outageFrom, outageMs } = device
    device.outageFrom = null
    device.outageMs = 0
    if (outageFrom === null || outageMs === 0) return
    device.outages += 1
    device.longestMs = Math.max(device.longestMs, outageMs)
    this.#count += 1
    this.#outages.push({ deviceId: id, name, fromAt: outageFrom, toAt, downMs: outageMs })
    // So that a year of a bad line does not fill memory.
    if (this.#outages.length >= 4 * MAX_OUTAGES) this.#outages.splice(0, Infinity, ...longestOf(this.#outages))
  }

  #close(): void {
    const device = this.#open
    this.#open = null
    if (device === null) return
    this.#advance(device, this.#period.toAt)
    this.#endOutage(device, null)
    const { id, name, upMs, downMs, outages, longestMs } = device
    const observedMs = upMs + downMs
    this.#devices.push({
      ...{ id, name, observedMs, upMs, downMs, outages },
      availability: shareOf(upMs, observedMs),
      longestOutageMs: longestMs,
    })
  }
}

function newDevice(id: string, name: string, since: number): OpenDevice {
  return {
    ...{ id, name, since, state: 'removed' as const },
    ...{ upMs: 0, downMs: 0, outageFrom: null, outageMs: 0, outages: 0, longestMs: 0 },
  }
}

/** Null: there is nothing to be a part of. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** Longest first; of equal ones the older first, then by device, so that the same facts make the same report. */
function longestOf(outages: readonly Outage[]): Outage[] {
  const byLength = (a: Outage, b: Outage): number =>
    b.downMs - a.downMs || a.fromAt - b.fromAt || (a.deviceId < b.deviceId ? -1 : 1)
  return outages.toSorted(byLength).slice(0, MAX_OUTAGES)
}
