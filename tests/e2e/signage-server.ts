import type { BoardData } from '#shared/board/document.ts'
import type { PlaylistData, ScheduleData } from '#shared/domain/entities.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { MB } from '../support/film.ts'
import { type AuditEffect, connectClient, type FleetServerProcess, operation } from '../support/fleet-server.ts'
import { expect } from './fixtures.ts'

export type Items = PlaylistData['items']

/** A playlist that two people change, as the server had it before. */
export interface SharedPlaylist {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly items: Items
}

const COLLEAGUE = 'night-desk'
const THEIR_ITEM = 'item-of-theirs'

/** What the server has while an operator works, and what others do there. */
export class SignageServer {
  readonly #server: FleetServerProcess

  constructor(server: FleetServerProcess) {
    this.#server = server
  }

  /** A device that is on, and one schedule that claims it every day from ten to twelve; the others reach nothing of it. */
  async claimedDevice(): Promise<string> {
    const device = (await this.#server.entities('device')).find(({ reported }) => reported['status'] === 'online')
    const [first, ...others] = await this.#server.entities('schedule')
    if (device === undefined || first === undefined) throw new Error('the server has no device or no schedule')
    const edit = (entityId: string, fields: Partial<ScheduleData>) =>
      this.#server.switch('edit', { entityType: 'schedule', entityId, fields, actor: 'Night desk' })
    for (const { id } of others) await edit(id, { enabled: false })
    await edit(first.id, {
      ...{ name: 'Guided tours', deviceIds: [device.id], days: [0, 1, 2, 3, 4, 5, 6], startTime: '10:00' },
      ...{ endTime: '12:00', timeZone: 'UTC', priority: 50, enabled: true },
    })
    return String(device.data['name'])
  }

  async contentNames(): Promise<string[]> {
    return (await this.#server.entities('content')).map(({ data }) => String(data['name']))
  }

  async somePlaylist(): Promise<SharedPlaylist> {
    const [record] = await this.#server.entities('playlist')
    if (record === undefined) throw new Error('the server has no playlist')
    const { id, version, data } = record
    return { id, version, name: String(data['name']), items: data['items'] as Items }
  }

  /** Somebody else puts another item first, turns the others around, and lets the first of them play for 99 s. */
  async changeElsewhere({ id, version, items }: SharedPlaylist): Promise<void> {
    const token = await this.#server.issueToken({ userId: 'usr_night', userName: 'Night desk' })
    const colleague = await connectClient({ ...this.#server, token }, { clientId: COLLEAGUE })
    const [first, second, ...rest] = items
    if (first === undefined || second === undefined) throw new Error('the playlist is too short')
    const theirs = { id: THEIR_ITEM, contentId: first.contentId, durationSeconds: 77 }
    const fields = { items: [theirs, { ...first, durationSeconds: 99 }, ...rest.toReversed(), second] }
    const body = { kind: 'update', entityType: 'playlist', entityId: id, baseVersion: version, fields } as const
    const [result] = await colleague.apply(operation(body))
    expect(result?.outcome).toBe('applied')
    colleague.close()
  }

  /** All items of both are there once: theirs first, ours at the end, and for what both wrote what the server had. */
  async expectMerged({ name, items }: SharedPlaylist): Promise<void> {
    await expect.poll(async () => (await this.itemsOf(name)).at(-1)?.id).toBe(items[0]?.id)
    const merged = await this.itemsOf(name)
    expect(merged.map(({ id }) => id).toSorted()).toEqual([THEIR_ITEM, ...items.map(({ id }) => id)].toSorted())
    expect(merged[0]?.id).toBe(THEIR_ITEM)
    expect(merged.at(-1)?.durationSeconds).toBe(99)
  }

  async itemsOf(playlist: string): Promise<Items> {
    return ((await this.#dataOf('playlist', playlist))?.['items'] ?? []) as Items
  }

  async namesOf(items: Items): Promise<string[]> {
    const names = new Map((await this.#server.entities('content')).map(({ id, data }) => [id, String(data['name'])]))
    return items.map(({ contentId }) => String(names.get(contentId)))
  }

  async schedule(name: string): Promise<ScheduleData | undefined> {
    return (await this.#dataOf('schedule', name)) as ScheduleData | undefined
  }

  async widgetCount(board: string): Promise<number | undefined> {
    const data = (await this.#dataOf('wallboard', board)) as BoardData | undefined
    return data?.pages[0]?.widgets.length
  }

  /** How many pieces of content have this SHA-256. */
  async filmCount(checksum: string): Promise<number> {
    return (await this.#server.entities('content')).filter(({ data }) => data['checksum'] === checksum).length
  }

  /** Takes bytes of a file up to there, and drops whoever brings more. */
  async holdAt(megabytes: number | null): Promise<void> {
    await this.#server.switch('uploads', { holdAt: megabytes === null ? null : megabytes * MB })
  }

  /** One more device is lost. Answers how many are. */
  async loseDevice(): Promise<number> {
    const devices = await this.#server.entities('device')
    const lost = devices.filter(({ reported }) => reported['status'] === 'offline').length
    const next = devices.find(({ reported }) => reported['status'] === 'online')
    await this.#server.switch('device-status', { deviceId: next?.id, status: 'offline' })
    return lost + 1
  }

  /** Every effect but those of the colleague. */
  async effects(): Promise<readonly AuditEffect[]> {
    return (await this.#server.audit()).filter(({ clientId }) => clientId !== COLLEAGUE)
  }

  async #dataOf(entityType: EntityType, name: string): Promise<Record<string, unknown> | undefined> {
    return (await this.#server.entities(entityType)).find(({ data }) => data['name'] === name)?.data
  }
}
