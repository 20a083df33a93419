import type { ReadName } from '#shared/board/names.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { entityById } from '../../stores/entity-collection.ts'
import type { Outpost } from '../context.tsx'
import { type BindingSource, CONNECTING, type Followed, type Reading } from './binding-source.ts'
import { PolledAnswer } from './polled-answer.ts'

/** How often what the main process has rolled up is looked at, while anybody follows it. */
const READ_EVERY_MS = 500
const TYPE_OF_TOPIC: Readonly<Record<string, EntityType>> = {
  devices: 'device',
  playlists: 'playlist',
  schedules: 'schedule',
  content: 'content',
  wallboards: 'wallboard',
}

type Rolled = IpcResponse<'stream:read'>

/** What the feed of the site brings: rates, counts and the newest events. The main process rolls it up; the window reads it twice a second. */
export class StreamSource implements BindingSource {
  readonly #stores: Pick<Outpost, 'entities' | 'app'>
  readonly #answer: PolledAnswer<Rolled>

  constructor({ client, ...stores }: Pick<Outpost, 'client' | 'entities' | 'app'>, now: () => number) {
    this.#stores = stores
    this.#answer = new PolledAnswer(() => client.request('stream:read', {}), READ_EVERY_MS, now)
  }

  start(changed: () => void): () => void {
    return this.#answer.start(changed)
  }

  want(): void {
    // All of it comes with each answer.
  }

  retry(): void {
    this.#answer.read()
  }

  look(): (followed: Followed) => Reading {
    const { value, at, isFailed } = this.#answer
    const tenant = this.#stores.app.getState().connection?.tenant ?? null
    const isCurrent = this.#stores.app.getState().sync?.state === 'current'
    return ({ name, binding }) => {
      const [owner, topic] = splitChannel(binding.$channel)
      if (owner !== null && owner !== tenant) return { state: 'error', value: null, at: null, fault: 'other-tenant' }
      if (value === null) return isFailed ? { state: 'error', value: null, at: null, fault: 'not-read' } : CONNECTING
      const state = isCurrent && !isFailed ? 'live' : 'stale'
      return { state, value: this.#valueOf(value, name, topic), at, fault: null }
    }
  }

  #valueOf({ rolls, latest }: Rolled, { path }: ReadName, topic: string | null): unknown {
    const [figure = '', ...rest] = path.split('.')
    const event = rest.join('.')
    const heard = latest.filter((one) => topic === null || one.topic === topic)
    if (figure === 'lastAt') return heard.at(-1)?.at ?? null
    const rows = () =>
      heard.toReversed().map((one) => ({ ...one, id: `${one.sequence}`, label: this.#nameOf(one), state: one.what }))
    if (figure === 'events') return rows()
    if (figure === 'latest') return rows()[0]?.label ?? null
    const counted = rolls.filter(
      (roll) => (topic === null || roll.topic === topic) && (event === '' || roll.event === event),
    )
    return counted.reduce((sum, roll) => sum + (figure === 'count' ? roll.count : roll.rate), 0)
  }

  #nameOf({ topic, entityId }: Rolled['latest'][number]): string {
    const type = TYPE_OF_TOPIC[topic]
    const collection = type === undefined ? undefined : this.#stores.entities.getState().slices[type]?.collection
    const name = collection === undefined ? undefined : entityById(collection, entityId)?.data['name']
    return typeof name === 'string' ? name : entityId
  }
}

function splitChannel(channel: string | undefined): readonly [string | null, string | null] {
  if (channel === undefined) return [null, null]
  const slash = channel.indexOf('/')
  return slash === -1 ? [null, channel] : [channel.slice(0, slash), channel.slice(slash + 1)]
}
