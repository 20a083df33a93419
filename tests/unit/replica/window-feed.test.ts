import { beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Replica } from '../../../src/main/replica/replica.ts'
import type { FeedPort } from '../../../src/main/replica/window-feed.ts'
import { WindowFeeds } from '../../../src/main/replica/window-feeds.ts'
import { deltaOf, type FeedMessage } from '../../../src/shared/ipc/feed.ts'
import { deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const WINDOW = 1

class TestPort implements FeedPort {
  readonly messages: FeedMessage[] = []
  isClosed = false
  #listener: () => void = () => undefined
  /** A page that keeps up answers every message. */
  isKeepingUp = true

  post(message: FeedMessage): void {
    this.messages.push(message)
    if (this.isKeepingUp) this.#listener()
  }

  onTaken(listener: () => void): void {
    this.#listener = listener
  }

  close(): void {
    this.isClosed = true
  }

  takeOne(): void {
    this.#listener()
  }
}

const ids = (message: FeedMessage | undefined): unknown[] => {
  if (message === undefined) return []
  const { changed, reports, removed } = deltaOf(message)
  return [...changed, ...reports, ...removed].map(({ id }) => id)
}

describe('the change feeds of windows', () => {
  let clock = new ManualClock()
  let hidden = new Set<number>()
  let replica: Replica
  let feeds: WindowFeeds
  let port: TestPort

  function replicaWith(...names: string[]): Replica {
    const store = { commit: async () => undefined } as unknown as ConstructorParameters<typeof Replica>[0]['store']
    const made = new Replica({ store, clock, logger: silentLogger })
    made.take({ entities: names.map((id) => deviceRecord(id)), operations: [], effects: [], problems: [] })
    return made
  }

  /** The device reports, and the frame passes. */
  async function report(id: string, sequence: number): Promise<void> {
    replica.apply({
      kind: 'reported',
      ref: { entityType: 'device', entityId: id },
      sequence,
      reported: { status: 'idle' },
    })
    replica.flush()
  }

  beforeEach(() => {
    clock = new ManualClock()
    hidden = new Set()
    replica = replicaWith('a', 'b')
    port = new TestPort()
    feeds = new WindowFeeds({ clock, replica, isHidden: (windowId) => hidden.has(windowId) })
  })

  it('tell a window that is seen every delta, with revisions that follow each other', async () => {
    feeds.open(WINDOW, port)
    await report('a', 5)
    await report('b', 6)
    expect(port.messages.map(ids)).toEqual([['a'], ['b']])
    const [first, second] = port.messages
    expect(second?.from).toBe(first?.to)
  })

  it('tell of a report by the reported half alone', async () => {
    feeds.open(WINDOW, port)
    await report('a', 5)
    expect(port.messages.map(deltaOf)).toMatchObject([
      { changed: [], reports: [{ reported: { status: 'idle' } }], removed: [] },
    ])
  })

  it('collect for a page that does not keep up, and tell it all at once when it does', async () => {
    feeds.open(WINDOW, port)
    port.isKeepingUp = false
    for (let sequence = 1; sequence <= 30; sequence++) await report(sequence % 2 === 0 ? 'a' : 'b', sequence)
    const ahead = port.messages.length
    expect(ahead).toBeLessThan(10)
    port.takeOne()
    expect(port.messages).toHaveLength(ahead + 1)
    const last = port.messages.at(-1)
    expect(new Set(ids(last))).toEqual(new Set(['a', 'b']))
    expect(last).toHaveProperty('to', replica.revision)
  })

  it('tell a hidden window once a second, and at once when it shows', async () => {
    hidden.add(WINDOW)
    feeds.open(WINDOW, port)
    await report('a', 5)
    await report('b', 6)
    expect(port.messages).toHaveLength(0)
    await clock.advance(1_000)
    expect(port.messages.map(ids)).toEqual([['a', 'b']])
    await report('a', 7)
    feeds.setHidden(WINDOW, false)
    expect(port.messages.map(ids)).toEqual([['a', 'b'], ['a']])
    await report('b', 8)
    expect(port.messages).toHaveLength(3)
  })

  it('end with their page and leave nothing behind', async () => {
    feeds.open(WINDOW, port)
    const second = new TestPort()
    feeds.open(WINDOW, second)
    expect(port.isClosed).toBe(true)
    feeds.close(WINDOW)
    await report('a', 5)
    expect([second.isClosed, second.messages.length, feeds.size]).toEqual([true, 0, 0])
  })
})
