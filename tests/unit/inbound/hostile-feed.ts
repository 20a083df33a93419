import fc from 'fast-check'
import type { EntityRecord, Fields } from '#shared/domain/entities.ts'
import { FEED_EVENTS, type FeedEvent, type FeedEventName, feedEventSchema } from '#shared/protocol/feed.ts'
import { deviceData, deviceRecord, deviceReported } from '../../support/builders.ts'

export const DEVICES = ['device-1', 'device-2', 'device-3', 'device-4']

/** One true change of a small fleet. */
export type Change =
  | { readonly what: 'report'; readonly device: string; readonly cpu: number }
  | { readonly what: 'edit'; readonly device: string; readonly name: string }
  | { readonly what: 'delete'; readonly device: string }
  | { readonly what: 'playlist'; readonly name: string }

const deviceArbitrary = fc.constantFrom(...DEVICES)
export const changeArbitrary: fc.Arbitrary<Change> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ what: fc.constant('report'), device: deviceArbitrary, cpu: fc.nat(100) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('edit'), device: deviceArbitrary, name: fc.constantFrom('A', 'B') }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('delete'), device: deviceArbitrary }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('playlist'), name: fc.constantFrom('M', 'N') }) },
)

/** A server that tells the truth: its feed, and what it holds. */
export class TrueFleet {
  readonly events: FeedEvent[] = []
  readonly records = new Map<string, EntityRecord>()
  readonly #last = new Map<string, number>()

  constructor() {
    for (const id of DEVICES) this.records.set(id, deviceRecord(id, { sequence: 0 }))
  }

  get head(): number {
    return this.events.length
  }

  /** Makes a change; what can not be changed any more is left alone. */
  make(change: Change): void {
    if (change.what === 'playlist') return this.#editPlaylist(change.name)
    const known = this.records.get(change.device)
    if (known === undefined) return
    if (change.what === 'report') {
      const health = { score: 50, cpu: change.cpu, memory: 1, storage: 2, temperature: 3 }
      const half = { status: 'online', lastSeenAt: this.head + 1, health }
      const sequence = this.#publish('device:status-update', 'devices', { deviceId: known.id, ...half })
      this.records.set(known.id, { ...known, sequence, reported: half })
      return
    }
    const version = known.version + 1
    const sequence = this.head + 1
    const record = {
      ...known,
      version,
      sequence,
      data: { ...known.data, name: change.what === 'edit' ? change.name : '' },
    }
    const body = { actor: 'Somebody', key: null, entityType: 'device', entityId: known.id, version }
    this.#publish('entity:changed', 'devices', { ...body, record: change.what === 'edit' ? record : null })
    if (change.what === 'edit') this.records.set(known.id, record)
    else this.records.delete(known.id)
  }

  #editPlaylist(name: string): void {
    const known = this.records.get('playlist-1')
    const version = (known?.version ?? 0) + 1
    const data = { name, description: '', items: [] }
    const body = { actor: 'Somebody', key: null, playlistId: 'playlist-1', change: 'updated', version, data }
    const sequence = this.#publish('playlist:updated', 'playlists', body)
    this.records.set('playlist-1', { entityType: 'playlist', id: 'playlist-1', version, sequence, data, reported: {} })
  }

  #publish(name: FeedEventName, topic: string, body: Fields): number {
    const sequence = this.head + 1
    const place = { sequence, previous: this.#last.get(topic) ?? 0, channel: `main/${topic}`, at: sequence }
    this.#last.set(topic, sequence)
    this.events.push(feedEventSchema.parse({ name, payload: { ...place, ...body } }))
    return sequence
  }
}

/** A message that a console must not take: `damage` makes it of a true event, or of nothing at all. */
export type Damage = (truth: FeedEvent | undefined) => readonly [name: string, payload: unknown] | null

const HUGE = 'x'.repeat(300_000)
const POLLUTED: unknown = JSON.parse(
  '{"__proto__":{"isPolluted":true},"constructor":{"prototype":{"isPolluted":true}}}',
)
const WRONG_VALUES: readonly unknown[] = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, 1e308, '', HUGE, '__proto__', {}, [], null, undefined, true],
  ...[POLLUTED, [POLLUTED], { valueOf: 1 }],
]
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'feed:batch', 'fleet:weather', '', HUGE]
/** Of other tenants, or of no topic there is. */
const WRONG_CHANNELS = ['other/devices', 'mainly/devices', 'main', 'main/', 'main/nowhere', 'MAIN/devices', '/devices']
const FIELDS = ['sequence', 'previous', 'channel', 'at', 'deviceId', 'status', 'health', 'record', 'version', 'data']

/** A true event with one wrong value. None when it is still right, as with a field it does not have. */
const wrongValue = fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...WRONG_VALUES)).map(
  ([field, value]): Damage =>
    (truth) => {
      if (truth === undefined) return null
      const payload = { ...truth.payload, [field]: value }
      return FEED_EVENTS[truth.name].safeParse(payload).success ? null : [truth.name, payload]
    },
)

/** In every way right, but it is somebody else's. */
const wrongChannel = fc.tuple(fc.constantFrom(...WRONG_CHANNELS), fc.nat(1_000)).map(
  ([channel, ahead]): Damage =>
    (truth) => {
      const sequence = (truth?.payload.sequence ?? 0) + ahead
      const record = {
        ...deviceRecord('foreign-1'),
        data: { ...deviceData({ name: 'Foreign' }) },
        reported: deviceReported(),
      }
      const place = { sequence: sequence + 1, previous: 0, channel, at: 1, actor: 'x', key: null }
      return ['entity:changed', { ...place, entityType: 'device', entityId: 'foreign-1', version: 1, record }]
    },
)

const nonsense = fc
  .tuple(fc.constantFrom(...NAMES), fc.oneof(fc.constantFrom(...WRONG_VALUES), fc.jsonValue({ maxDepth: 3 })))
  .map(
    ([name, payload]): Damage =>
      () => [name, payload],
  )

const wrongName = fc.constantFrom(...(Object.keys(FEED_EVENTS) as FeedEventName[])).map(
  (name): Damage =>
    (truth) => {
      if (truth === undefined || FEED_EVENTS[name].safeParse(truth.payload).success) return null
      return [name, truth.payload]
    },
)

export const damageArbitrary = fc.oneof(wrongValue, wrongChannel, nonsense, wrongName)
