import type { DeviceFigure, DeviceSet, ReadName } from '#shared/board/names.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import { entityById } from '../../stores/entity-collection.ts'
import type { EntitySlice } from '../../stores/entity-slice.ts'
import type { Outpost } from '../context.tsx'
import { type AlarmFacts, alarmFactsOf } from './alarm-facts.ts'
import { type BindingSource, CONNECTING, type Followed, type Reading } from './binding-source.ts'
import { entityField } from './entity-fields.ts'
import { FleetCount, type FleetFacts, figureOf, NO_TALLY } from './fleet-facts.ts'
import { lostOf, textOf } from './lost-devices.ts'

type Stores = Pick<Outpost, 'entities' | 'app'>

/** What a look has worked out so far; it is thrown away after it. */
interface Look {
  readonly fleet: () => FleetFacts
  readonly alarms: () => AlarmFacts
}

/** Counts and fields over the window's copy of the replica, and what the window knows of the queue and the connection. */
export class ReplicaSource implements BindingSource {
  readonly #stores: Stores
  readonly #now: () => number
  readonly #fleet = new FleetCount()

  constructor(stores: Stores, now: () => number) {
    this.#stores = stores
    this.#now = now
  }

  start(changed: () => void): () => void {
    const { entities, app } = this.#stores
    const followFleet = entities.getState().subscribeChanges('device', (change) => this.#fleet.follow(change))
    const ends = [entities.subscribe(changed), app.subscribe(changed), followFleet]
    return () => {
      for (const end of ends) end()
      this.#fleet.forget()
    }
  }

  want({ path }: ReadName): void {
    for (const type of typesOf(path)) this.#stores.entities.getState().load(type)
  }

  retry(): void {
    const { entities, app } = this.#stores
    void app.getState().reload()
    for (const [type, slice] of Object.entries(entities.getState().slices) as [EntityType, EntitySlice][]) {
      if (slice.status === 'failed') void entities.getState().refetch(type)
    }
  }

  look(due: readonly Followed[]): (followed: Followed) => Reading {
    const look: Look = {
      fleet: once(() => this.#fleet.of(() => this.#rows('device'), wantedOf(due))),
      alarms: once(() => alarmFactsOf(this.#rows('alert'), this.#serverNow())),
    }
    return ({ name }) => {
      const own = this.#ownOf(name.path)
      if (own !== undefined) return own === null ? CONNECTING : this.#live(own.value)
      const [type] = typesOf(name.path)
      const trust = type === undefined ? CONNECTING : this.#trust(type)
      if (trust.state === 'connecting' || trust.state === 'error') return trust
      return { ...trust, value: this.#valueOf(name, look) }
    }
  }

  /** What this PC knows of itself is always current. Undefined: it is of the replica. Null: not known yet. */
  #ownOf(path: string): { readonly value: unknown } | null | undefined {
    const { queue, connection, sync } = this.#stores.app.getState()
    const of = (state: object | null, value: () => unknown) => (state === null ? null : { value: value() })
    switch (path) {
      case 'queue.waiting':
        return of(queue, () => queue?.pending)
      case 'queue.refused':
        return of(queue, () => queue?.counts.quarantined)
      case 'queue.bytes':
        return of(queue, () => queue?.bytes)
      case 'queue.oldestAt':
        return of(queue, () => queue?.oldestCreatedAt)
      case 'conflicts.open':
        return of(queue, () => queue?.counts.conflicted)
      case 'connection.state':
        return of(connection, () => connection?.state)
      case 'connection.rtt':
        return of(connection, () => connection?.rttMs)
      case 'connection.since':
        return of(connection, () => connection?.since)
      case 'site.name':
        return of(connection, () => connection?.siteName)
      case 'sync.state':
        return of(sync, () => sync?.state)
      case 'sync.lastAt':
        return of(sync, () => sync?.lastSyncAt)
      case 'sync.eventsPerSecond':
        return of(sync, () => sync?.eventsPerSecond)
      default:
        return undefined
    }
  }

  #live(value: unknown): Reading {
    return { state: 'live', value, at: this.#now(), fault: null }
  }

  /** How far the copy of a type may be trusted; as `useCacheState` says it. */
  #trust(type: EntityType): Reading {
    const slice = this.#stores.entities.getState().slices[type]
    const { sync } = this.#stores.app.getState()
    const hasRows = (slice?.collection.size ?? 0) > 0
    if (slice?.status === 'failed' && !hasRows) return { state: 'error', value: null, at: null, fault: 'not-read' }
    const isRead = slice?.status === 'ready' || (hasRows && slice?.status !== 'reading')
    // Before the first word of the server nothing is zero: it is not known.
    if (!isRead || sync === null || sync.state === 'empty') return CONNECTING
    if (sync.state === 'current' && slice?.leftBehindAt === null) return this.#live(null)
    return {
      state: 'stale',
      value: null,
      at: slice?.leftBehindAt ?? sync.lastSyncAt ?? slice?.syncedAt ?? null,
      fault: null,
    }
  }

  #valueOf({ path, of }: ReadName, look: Look): unknown {
    const [head = '', figure = '', set] = path.split('.')
    if (head === 'devices') return this.#devices(figure, set, of, look)
    if (head === 'alarms') {
      return figure === 'latest' ? this.#latestAlarms(look.alarms()) : (look.alarms().figures[figure] ?? 0)
    }
    const [type] = typesOf(path)
    if (of !== null && type !== undefined) return entityField(this.#find(type, of), path)
    const rows = type === undefined ? [] : this.#rows(type)
    if (figure === 'enabled') return rows.filter(({ data }) => data['enabled'] === true).length
    if (figure === 'bytes') return rows.reduce((sum, { data }) => sum + Number(data['sizeBytes'] ?? 0), 0)
    return rows.length
  }

  #devices(figure: string, set: string | undefined, of: string | null, look: Look): unknown {
    const facts = look.fleet()
    if (figure === 'lost') return lostOf(facts.offline)
    if (figure === 'by') return this.#table(facts, set as DeviceSet)
    const tally = set === undefined ? facts.all : (facts.by.get(set as DeviceSet)?.get(of ?? '') ?? NO_TALLY)
    return figureOf(tally, figure as DeviceFigure)
  }

  #table(facts: FleetFacts, set: DeviceSet) {
    const rows = Array.from(facts.by.get(set) ?? [], ([id, { total, online, idle, offline }]) => {
      const name = set === 'playlist' ? (textOf(this.#find('playlist', id), 'name') ?? id) : id
      return { id, name, total, online, idle, offline, state: offline > 0 ? 'offline' : 'online' }
    })
    return rows.sort((a, b) => b.offline - a.offline || compareNames(a.name, b.name))
  }

  #latestAlarms({ latest }: AlarmFacts) {
    return latest.map(({ id, deviceId, priority, message, raisedAt, acknowledged }) => {
      const device = this.#find('device', deviceId)
      const place = textOf(device, 'site') ?? ''
      return {
        id,
        label: message,
        detail: textOf(device, 'name') ?? deviceId,
        place,
        priority,
        acknowledged,
        at: raisedAt,
      }
    })
  }

  #rows(type: EntityType): readonly EntityView[] {
    return this.#stores.entities.getState().slices[type]?.collection.rows ?? []
  }

  #find(type: EntityType, id: string): EntityView | undefined {
    const collection = this.#stores.entities.getState().slices[type]?.collection
    return collection === undefined ? undefined : entityById(collection, id)
  }

  #serverNow(): number {
    return this.#now() + (this.#stores.app.getState().connection?.serverAheadMs ?? 0)
  }
}

/** What has to be read for a name; the first is what it is about. */
function typesOf(path: string): readonly EntityType[] {
  const head = path.slice(0, path.indexOf('.'))
  switch (head) {
    case 'devices':
      return path.endsWith('.playlist') ? ['device', 'playlist'] : ['device']
    case 'device':
      return ['device']
    case 'alarms':
      return path === 'alarms.latest' ? ['alert', 'device'] : ['alert']
    case 'playlists':
    case 'playlist':
      return ['playlist']
    case 'schedules':
    case 'schedule':
      return ['schedule']
    case 'content':
      return ['content']
    case 'wallboards':
      return ['wallboard']
    default:
      return []
  }
}

function wantedOf(due: readonly Followed[]) {
  const paths = due.map(({ name }) => name.path.split('.')).filter(([head]) => head === 'devices')
  return {
    sets: new Set(paths.flatMap(([, , set]) => (set === undefined ? [] : [set as DeviceSet]))),
    hasScores: paths.some(([, figure]) => figure === 'score'),
    hasLost: paths.some(([, figure]) => figure === 'lost'),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
