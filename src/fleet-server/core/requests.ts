import { z } from 'zod'
import type { ContentData, DeviceReported } from '#shared/domain/entities.ts'
import type { LookupResult, OperationResult } from '#shared/protocol/operations.ts'
import { REQUESTS, type ResponseOf } from '#shared/protocol/requests.ts'
import { thumbnailSchema } from '#shared/protocol/thumbnail.ts'
import { MAX_BATCH_OPERATIONS, MAX_MESSAGE_BYTES } from '#shared/protocol/version.ts'
import { classifySqliteError } from '#sqlite/errors.ts'
import { textOf } from '../platform/log.ts'
import { recordOf, recordText } from '../store/entity-table.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import type { FleetListener, HasBytes, NewId, Scope, Sender } from './apply.ts'
import { applyUnit, unitsOf } from './batches.ts'
import { decodeOperation } from './decode-operation.ts'
import { JsonText } from './json-text.ts'
import { OwnEdits } from './own-edits.ts'
import { Refusal } from './refusal.ts'

/** Most bytes of records or events in one answer: leaves room for what surrounds them. */
const MAX_PAGE_BYTES = 900_000
const STORE_RETRY_MS = 1_000
const MAX_PICTURE_BYTES = 200_000

/** Operations are parsed one by one later on, so that one bad operation does not spoil a request. */
const applyEnvelope = z.object({ operations: z.array(z.unknown()).min(1).max(MAX_BATCH_OPERATIONS) })

/** The ways in which servers differ. */
export interface Manner {
  /** Makes the ids of new entities; null when the consoles' own are taken. */
  readonly newId: NewId | null
  readonly hasLookup: boolean
  readonly showsCodes: boolean
  readonly hasBytes: HasBytes
  /** The bytes of a stored picture, where they are few. */
  readonly smallFile: (sha256: string, mostBytes: number) => Buffer | null
}

/** What consoles may ask for, whichever way they ask. Every method throws a Refusal for what it will not do. */
export class Requests {
  readonly #store: FleetStore
  readonly #now: () => number
  readonly #fleet: FleetListener
  readonly #manner: Manner

  constructor(store: FleetStore, now: () => number, fleet: FleetListener, manner: Manner) {
    this.#store = store
    this.#now = now
    this.#fleet = fleet
    this.#manner = manner
  }

  ping(): ResponseOf<'ping'> {
    return { serverTime: this.#now() }
  }

  /** @param hasBoards false: wallboards are left out, for who could not read them. */
  snapshot(payload: unknown, hasBoards = true): JsonText<ResponseOf<'sync:snapshot'>> {
    const { page, limit } = parse(REQUESTS['sync:snapshot'].request, payload)
    const { feed, entities, epoch } = this.#store
    const start = page === null ? { sequence: feed.head, row: 0 } : this.#decodePage(page)
    const records: string[] = []
    let bytes = 0
    let row = start.row
    let taken = 0
    let isFull = false
    for (const entity of entities.after(start.row, limit + 1)) {
      const isLeftOut = entity.entityType === 'wallboard' && !hasBoards
      const record = isLeftOut ? '' : recordText(entity)
      bytes += Buffer.byteLength(record)
      isFull = taken >= limit || (records.length > 0 && bytes > MAX_PAGE_BYTES)
      if (isFull) break
      taken += 1
      if (!isLeftOut) records.push(record)
      row = entity.row
    }
    const nextPage = isFull ? `${epoch}/${start.sequence}/${row}` : null
    const head = JSON.stringify({ epoch, sequence: start.sequence, total: entities.count(), nextPage })
    return new JsonText(`${head.slice(0, -1)},"records":[${records.join(',')}]}`)
  }

  /** @param hasBoards as for a snapshot. */
  changes(payload: unknown, hasBoards = true): JsonText<ResponseOf<'sync:changes'>> {
    const { since, limit, compact = false } = parse(REQUESTS['sync:changes'].request, payload)
    const { feed, epoch } = this.#store
    if (!feed.canResume(since, compact)) {
      throw new Refusal('cursor-expired', 'The changes after this cursor are no longer kept: take a snapshot.')
    }
    const { events, hasMore } = feed.read(since, limit, MAX_PAGE_BYTES, compact)
    const told = hasBoards ? events : events.filter(({ name, text }) => !isAboutBoard(name, text))
    const items = told.map(({ name, text }) => `{"name":"${name}","payload":${text}}`)
    const head = JSON.stringify({ epoch, head: feed.head, hasMore })
    return new JsonText(`${head.slice(0, -1)},"events":[${items.join(',')}]}`)
  }

  /** The records as they are now, after everything that was applied before. */
  read(payload: unknown): ResponseOf<'entities:read'> {
    const { refs } = parse(REQUESTS['entities:read'].request, payload)
    let bytes = 0
    const entities = refs.map((ref) => {
      const row = this.#store.entities.find(ref.entityType, ref.entityId)
      if (row === undefined) return { ref, record: null, version: 0 }
      bytes += Buffer.byteLength(row.data) + Buffer.byteLength(row.reported)
      return { ref, record: recordOf(row), version: row.version }
    })
    if (bytes > MAX_PAGE_BYTES && refs.length > 1) {
      throw new Refusal('too-large', 'The answer would be too large: read fewer entities at once.')
    }
    return { entities }
  }

  /** One transaction for the whole request, one result per operation in the same order. */
  apply(payload: unknown, sender: Sender): ResponseOf<'operations:apply'> {
    assertBatchSize(payload)
    const units = unitsOf(parse(applyEnvelope, payload).operations.map(decodeOperation))
    const at = this.#now()
    const work = (): OperationResult[] => {
      const { newId, hasBytes } = this.#manner
      const scope: Scope = {
        store: this.#store,
        sender,
        at,
        fleet: this.#fleet,
        edits: new OwnEdits(),
        newId,
        hasBytes,
      }
      const results = units.flatMap((unit) => applyUnit(unit, scope))
      assertAnswerSize(results)
      return results
    }
    try {
      return { results: this.#store.transact(work) }
    } catch (error) {
      throw asRefusal(error)
    }
  }

  lookup(payload: unknown): ResponseOf<'operations:lookup'> {
    if (!this.#manner.hasLookup) throw new Refusal('unsupported', 'This server keeps no results by key.')
    const { keys } = parse(REQUESTS['operations:lookup'].request, payload)
    return {
      results: keys.map((key): LookupResult => {
        const stored = this.#store.operations.find(key)
        if (stored === undefined) return { key, known: false }
        const { result, report, isApplied, command } = stored
        return { key, known: true, result, ...(isApplied && command !== null ? { report } : {}) }
      }),
    }
  }

  screenshot(payload: unknown): ResponseOf<'devices:screenshot'> {
    const { deviceId } = parse(REQUESTS['devices:screenshot'].request, payload)
    const row = this.#store.entities.find('device', deviceId)
    if (row === undefined) throw new Refusal('not-found', `There is no device ${deviceId}.`)
    const { screenshot } = parseStored<DeviceReported>(row.reported)
    return { screenshot: screenshot ? this.#fleet.screenshotOf(deviceId, screenshot) : null }
  }

  /** Of uploaded pictures only small ones, as they are; nobody here can make a small one of a large one. */
  thumbnail(payload: unknown): ResponseOf<'content:thumbnail'> {
    const { contentId } = parse(REQUESTS['content:thumbnail'].request, payload)
    const row = this.#store.entities.find('content', contentId)
    if (row === undefined) throw new Refusal('not-found', `There is no content ${contentId}.`)
    const { kind, checksum, mediaType } = parseStored<ContentData>(row.data)
    if (checksum == null) return { thumbnail: this.#fleet.thumbnailOf(contentId, kind) }
    if (mediaType !== 'image/png' && mediaType !== 'image/jpeg') return { thumbnail: null }
    const data = this.#manner.smallFile(checksum, MAX_PICTURE_BYTES)?.toString('base64')
    const thumbnail = thumbnailSchema.safeParse({ mediaType, data })
    return { thumbnail: thumbnail.success ? thumbnail.data : null }
  }

  health(payload: unknown): ResponseOf<'devices:health'> {
    const { deviceId, since, limit } = parse(REQUESTS['devices:health'].request, payload)
    const row = this.#store.entities.find('device', deviceId)
    if (row === undefined) throw new Refusal('not-found', `There is no device ${deviceId}.`)
    return { samples: this.#store.health.read(row.row, since, limit) }
  }

  alarmRules(payload: unknown): ResponseOf<'alarms:rules'> {
    parse(REQUESTS['alarms:rules'].request, payload)
    return { rules: [...this.#fleet.alarmRules] }
  }

  /** What was shown, counted over the devices as they are now. */
  plays(payload: unknown): ResponseOf<'analytics:plays'> {
    const asked = parse(REQUESTS['analytics:plays'].request, payload)
    if (!isTimeZone(asked.timeZone)) throw new Refusal('malformed', 'timeZone: there is no such time zone.')
    return this.#fleet.plays(asked, this.#now())
  }

  /** What the screens of new devices show, for servers that have no screens to look at. */
  unpaired(payload: unknown): ResponseOf<'devices:unpaired'> {
    parse(REQUESTS['devices:unpaired'].request, payload)
    if (!this.#manner.showsCodes) throw new Refusal('unsupported', 'This server tells no codes: look at the screen.')
    return { devices: this.#store.pairings.waiting(this.#now()) }
  }

  #decodePage(page: string): { sequence: number; row: number } {
    const [epoch, sequence, row] = page.split('/')
    if (!/^\d{1,15}$/.test(sequence ?? '') || !/^\d{1,15}$/.test(row ?? '')) {
      throw new Refusal('malformed', 'The page was not named by this server.')
    }
    if (epoch !== this.#store.epoch)
      throw new Refusal('cursor-expired', 'The feed began anew: start the snapshot again.')
    return { sequence: Number(sequence), row: Number(row) }
  }
}

/** Changes of boards have no event of their own; the channel is in the head of every event. */
function isAboutBoard(name: string, text: string): boolean {
  return name === 'entity:changed' && parseStored<{ channel: string }>(text).channel.endsWith('/wallboards')
}

/** @throws Refusal `malformed` with the first fault. */
export function parse<T>(schema: z.ZodType<T>, payload: unknown): T {
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Refusal(
    'malformed',
    `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'invalid'}`.slice(0, 500),
  )
}

/** Whatever was thrown, as the console may know it. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const failure = classifySqliteError(error)
  if (failure === null || failure.kind === 'other' || failure.kind === 'constraint') {
    return new Refusal('internal', `The server made a mistake: ${textOf(error).slice(0, 200)}`)
  }
  return new Refusal('unavailable', `The server can not use its database (${failure.kind}).`, STORE_RETRY_MS)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function assertBatchSize(payload: unknown): void {
  const operations =
    typeof payload === 'object' && payload !== null && 'operations' in payload ? payload.operations : null
  if (Array.isArray(operations) && operations.length > MAX_BATCH_OPERATIONS) {
    throw new Refusal('too-large', `At most ${MAX_BATCH_OPERATIONS} operations at once.`)
  }
}

/** Only conflicts carry data. Thrown inside the transaction, so that nothing of the request is applied. */
function assertAnswerSize(results: readonly OperationResult[]): void {
  const conflicts = results.filter((result) => result.outcome === 'conflict')
  if (conflicts.length === 0) return
  if (Buffer.byteLength(JSON.stringify(conflicts)) > MAX_MESSAGE_BYTES - 200_000) {
    throw new Refusal('too-large', 'The answer would be too large: send fewer operations at once.')
  }
}
