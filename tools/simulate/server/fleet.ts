import type { EntityRecord, Fields } from '../../../src/shared/domain/entities.ts'
import { type EntityRef, type EntityType, laneOf } from '../../../src/shared/domain/ids.ts'
import type { FeedEvent } from '../../../src/shared/protocol/feed.ts'
import { Feed, TOPIC_OF } from './feed.ts'

/** Whoever changed something. `key`: of the operation; null: somebody else's hand. */
export interface Author {
  readonly actor: string
  readonly key: string | null
}

/** Who wrote a field last, and with which version. */
export interface FieldMark {
  readonly version: number
  readonly author: Author
}

export interface FleetEntity {
  readonly record: EntityRecord
  readonly isDeleted: boolean
  readonly marks: Readonly<Record<string, FieldMark>>
  /** As it was in each of its versions, the present one included. */
  readonly versions: readonly Pick<EntityRecord, 'version' | 'data'>[]
}

/** What one change did. */
export interface Done {
  readonly entityId: string
  readonly version: number
  readonly sequence: number
}

const HEALTHY = { score: 100, cpu: 1, memory: 2, storage: 3, temperature: 40 }
/** Of what was just made, nothing has been heard yet. */
const REPORTED_AT_FIRST: Readonly<Record<EntityType, Fields>> = {
  device: { status: 'offline', lastSeenAt: 1, health: HEALTHY },
  playlist: {},
  schedule: { lastExecutedAt: null, lastResult: null },
  content: {},
  alert: {},
  wallboard: {},
}

/**
 * What the server holds, durably: entities, those that are gone, and the feed. The rules of docs/protocol.md about both
 * halves of an entity are here.
 */
export class Fleet {
  readonly feed = new Feed()
  /** Everything that ever existed, by type and id. */
  readonly entities = new Map<string, FleetEntity>()
  readonly #now: () => number
  /** Told of every event, in order; while a transaction runs, at its end. */
  onEvent: (event: FeedEvent) => void = () => undefined
  #undo: (() => void)[] | null = null
  #unsaid: FeedEvent[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** What exists now; null: it is gone, or never was. */
  get(ref: EntityRef): FleetEntity | null {
    const found = this.entities.get(laneOf(ref))
    return found === undefined || found.isDeleted ? null : found
  }

  wasKnown(ref: EntityRef): boolean {
    return this.entities.has(laneOf(ref))
  }

  records(): EntityRecord[] {
    return [...this.entities.values()].filter((entity) => !entity.isDeleted).map((entity) => entity.record)
  }

  /** Those of a type that exist. */
  idsOf(entityType: EntityType): string[] {
    return this.records().flatMap((record) => (record.entityType === entityType ? [record.id] : []))
  }

  /** `reported`: what is known already of what devices and the server report. */
  create(ref: EntityRef, data: Fields, reported: Fields, author: Author): Done {
    const all = { ...REPORTED_AT_FIRST[ref.entityType], ...reported }
    const marks = Object.fromEntries(Object.keys(data).map((field) => [field, { version: 1, author }]))
    return this.#write({ ...ref, version: 1, data, reported: all, marks, isDeleted: false }, author, 'created')
  }

  update(ref: EntityRef, fields: Fields, author: Author): Done {
    const { record, marks } = this.#existing(ref)
    const version = record.version + 1
    const changed = Object.fromEntries(Object.keys(fields).map((field) => [field, { version, author }]))
    const data = { ...record.data, ...fields }
    const after = {
      ...ref,
      version,
      data,
      reported: record.reported,
      marks: { ...marks, ...changed },
      isDeleted: false,
    }
    return this.#write(after, author, 'updated')
  }

  remove(ref: EntityRef, author: Author): Done {
    const { record, marks } = this.#existing(ref)
    const { data, reported } = record
    return this.#write(
      { ...ref, version: record.version + 1, data, reported, marks, isDeleted: true },
      author,
      'deleted',
    )
  }

  /** What a device says of itself. */
  report(
    deviceId: string,
    reported: Fields,
    event: { name: 'device:status-update' | 'command:reported'; rest: object },
  ): void {
    const ref = { entityType: 'device', entityId: deviceId } as const
    const entity = this.get(ref)
    if (entity === null) return
    const sequence = this.#publish(event.name, 'device', { deviceId, ...event.rest })
    const record = { ...entity.record, sequence, reported: { ...entity.record.reported, ...reported } }
    this.#put(laneOf(ref), { ...entity, record })
  }

  /** The feed begins anew: numbers of records are 0 until they change. */
  beginEpoch(): void {
    this.feed.beginEpoch()
    for (const [lane, entity] of this.entities) {
      this.entities.set(lane, { ...entity, record: { ...entity.record, sequence: 0 } })
    }
  }

  /** Runs `work`; when it gives false, nothing of it remains, and nobody hears of it. */
  transact<T>(work: () => T, isKept: (result: T) => boolean): T {
    const undoFeed = this.feed.mark()
    this.#undo = []
    const result = work()
    if (isKept(result)) for (const event of this.#unsaid) this.onEvent(event)
    else {
      for (const undo of this.#undo.reverse()) undo()
      undoFeed()
    }
    this.#undo = null
    this.#unsaid = []
    return result
  }

  #existing(ref: EntityRef): FleetEntity {
    const entity = this.get(ref)
    if (entity === null) throw new Error(`${laneOf(ref)} does not exist`)
    return entity
  }

  #write(
    after: EntityRef & Pick<FleetEntity, 'marks' | 'isDeleted'> & Pick<EntityRecord, 'version' | 'data' | 'reported'>,
    author: Author,
    change: 'created' | 'updated' | 'deleted',
  ): Done {
    const { entityType, entityId, version, data, reported, marks, isDeleted } = after
    const record = { entityType, id: entityId, version, sequence: this.feed.head + 1, data, reported }
    const sequence = this.#publishChange(record, author, change)
    const versions = [...(this.entities.get(laneOf(after))?.versions ?? []), { version, data }]
    this.#put(laneOf(after), { record, marks, isDeleted, versions })
    return { entityId, version, sequence }
  }

  #publishChange(record: EntityRecord, author: Author, change: 'created' | 'updated' | 'deleted'): number {
    const { entityType, id, version, data, reported } = record
    const isDeleted = change === 'deleted'
    if (entityType === 'playlist') {
      const rest = { ...author, playlistId: id, change, version, data: isDeleted ? null : data }
      return this.#publish('playlist:updated', entityType, rest)
    }
    if (entityType === 'alert' && !isDeleted) {
      const rest = {
        ...author,
        alertId: id,
        change: change === 'created' ? 'raised' : 'updated',
        version,
        data,
        reported,
      }
      return this.#publish('health:alert', entityType, rest)
    }
    const rest = { ...author, entityType, entityId: id, version, record: isDeleted ? null : record }
    return this.#publish('entity:changed', entityType, rest)
  }

  #publish(name: FeedEvent['name'], entityType: EntityType, rest: object): number {
    const event = this.feed.publish(name, TOPIC_OF[entityType], this.#now(), rest)
    if (this.#undo === null) this.onEvent(event)
    else this.#unsaid.push(event)
    return event.payload.sequence
  }

  #put(lane: string, entity: FleetEntity): void {
    const before = this.entities.get(lane)
    this.#undo?.push(() => (before === undefined ? this.entities.delete(lane) : this.entities.set(lane, before)))
    this.entities.set(lane, entity)
  }
}
