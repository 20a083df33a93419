import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReplicaDelta, ReplicaPage } from '#shared/domain/view.ts'
import { firstScreenIsDrawn } from '../../../../src/renderer/app/first-screen.ts'
import { afterPaint } from '../../../../src/renderer/app/time.ts'
import { type Client, RequestError } from '../../../../src/renderer/ipc/client.ts'
import type { FeedListener } from '../../../../src/renderer/ipc/feed.ts'
import { entityById } from '../../../../src/renderer/stores/entity-collection.ts'
import { createEntityStore } from '../../../../src/renderer/stores/entity-store.ts'
import { deviceView } from '../support.tsx'

function setUp() {
  const asked: { page: string | null; answer: (page: ReplicaPage) => void; refuse: (error: Error) => void }[] = []
  let listener: FeedListener = () => undefined
  const client = {
    request: vi.fn<(name: string, request: { page: string | null }) => Promise<ReplicaPage>>(
      (_name, { page }) => new Promise((answer, refuse) => asked.push({ page, answer, refuse })),
    ),
    follow: vi.fn<(given: FeedListener) => () => void>((given) => {
      listener = given
      return () => undefined
    }),
  }
  const store = createEntityStore(client as unknown as Client)
  const stop = store.getState().start()
  store.getState().load('device')
  const names = () => store.getState().slices.device?.collection.rows.map((row) => row.data['name'])
  const answer = async (revision: number, ids: string[], next: string | null = null) => {
    asked.shift()?.answer({ revision, entities: JSON.stringify(ids.map((id) => deviceView(id))), syncedAt: 5, next })
    await afterPaint()
  }
  const refuse = async (code: 'not-found' | 'internal') => {
    asked.shift()?.refuse(new RequestError({ code, message: '' }))
    await afterPaint()
  }
  const say = async (from: number, to: number, change: Partial<ReplicaDelta> = {}) => {
    listener({ from, to, changed: [], reports: [], removed: [], ...change })
    await afterPaint()
  }
  return { client, store, stop, asked, names, answer, refuse, say, slice: () => store.getState().slices.device }
}

const renamed = (id: string, name: string) => deviceView(id, { data: { ...deviceView(id).data, name } })

// A long list is read to its end when there is something on the screen.
beforeAll(firstScreenIsDrawn)

describe('the windows’ copy of the replica', () => {
  it('applies deltas that arrive while the snapshot is still on its way', async () => {
    const { say, answer, names } = setUp()
    await say(3, 4, { changed: [renamed('a', 'later')] })
    await answer(3, ['a', 'b'])
    expect(names()).toEqual(['later', 'Device b'])
  })

  it('puts reports on top of what it holds, and leaves the rest of the row as it was', async () => {
    const { say, answer, slice } = setUp()
    await answer(1, ['a', 'b'])
    const [a, b] = slice()?.collection.rows ?? []
    await say(1, 2, { reports: [{ entityType: 'device', id: 'a', reported: { status: 'offline' } }] })
    const [nextA, nextB] = slice()?.collection.rows ?? []
    expect(nextA).toEqual({ ...a, reported: { status: 'offline' } })
    expect([nextA?.data, nextB]).toEqual([a?.data, b])
    expect([nextA?.data === a?.data, nextB === b]).toEqual([true, true])
  })

  it('keeps one list of tags for all that have the same, also when they change', async () => {
    const { say, answer, slice } = setUp()
    const tagged = (id: string, ...tags: string[]) => deviceView(id, { data: { ...deviceView(id).data, tags } })
    await answer(1, ['a', 'b', 'c'])
    await say(1, 2, { changed: [tagged('a', 'one', 'two')] })
    await say(2, 3, { changed: [tagged('b', 'one', 'two'), tagged('c', 'one\ntwo')] })
    const [a, b, c] = slice()?.collection.rows.map(({ data }) => data['tags']) ?? []
    expect(a).toEqual(['one', 'two'])
    expect(b).toBe(a)
    expect(c).toEqual(['one\ntwo'])
  })

  it('puts a report on a row of the same burst, and never brings back what was removed in it', async () => {
    const { say, answer, slice } = setUp()
    await answer(1, ['a'])
    const report = (id: string) => ({ entityType: 'device', id, reported: { status: 'idle' } }) as const
    await say(1, 2, { changed: [renamed('new', 'New')], removed: [{ entityType: 'device', id: 'a' }] })
    await say(2, 3, { reports: [report('new'), report('a')] })
    expect(slice()?.collection.rows).toEqual([{ ...renamed('new', 'New'), reported: { status: 'idle' } }])
  })

  it('shows the first page of a long list while the rest is read, and every delta only on the whole', async () => {
    const { answer, say, slice, names } = setUp()
    await answer(3, ['a'], '1')
    expect([slice()?.status, names()]).toEqual(['reading', ['Device a']])
    await say(3, 4, { changed: [renamed('a', 'later')] })
    expect(names()).toEqual(['Device a'])
    await answer(4, ['b'])
    expect([slice()?.status, names()]).toEqual(['ready', ['later', 'Device b']])
  })

  it('takes no part of a list for the whole when the rest cannot be read', async () => {
    const { answer, refuse, slice, store } = setUp()
    await answer(3, ['a'], '1')
    await refuse('internal')
    expect([slice()?.status, slice()?.collection.rows]).toEqual(['failed', []])
    void store.getState().refetch('device')
    await answer(3, ['a', 'b'])
    expect(slice()?.status).toBe('ready')
  })

  it('drops deltas that the snapshot already holds', async () => {
    const { say, answer, names } = setUp()
    await say(2, 3, { changed: [renamed('a', 'too old')] })
    await answer(3, ['a'])
    expect(names()).toEqual(['Device a'])
  })

  it('reads the type anew when a delta is missing', async () => {
    const { client, say, answer, names, slice } = setUp()
    await answer(1, ['a'])
    await say(4, 5, { changed: [renamed('a', 'after the gap')] })
    expect(client.request).toHaveBeenCalledTimes(2)
    expect(names()).toEqual(['Device a'])
    await answer(5, ['a', 'b'])
    expect(names()).toEqual(['Device a', 'Device b'])
    expect(slice()?.status).toBe('ready')
  })

  it('keeps every row that did not change as the same object', async () => {
    const { say, answer, slice } = setUp()
    await answer(1, ['a', 'b', 'c'])
    const before = slice()?.collection.rows ?? []
    await say(1, 2, { changed: [renamed('b', 'new')] })
    const after = slice()?.collection.rows ?? []
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect(after[2]).toBe(before[2])
  })

  it('takes removed entities out and finds the others still by id', async () => {
    const { say, answer, slice, names } = setUp()
    await answer(1, ['a', 'b', 'c'])
    await say(1, 2, { removed: [{ entityType: 'device', id: 'a' }] })
    expect(names()).toEqual(['Device b', 'Device c'])
    const collection = slice()?.collection
    expect(collection && entityById(collection, 'c')?.id).toBe('c')
    expect(collection && entityById(collection, 'a')).toBeUndefined()
  })

  it('counts revisions that changed other types only', async () => {
    const { client, say, answer, slice } = setUp()
    await answer(1, ['a'])
    const rows = slice()?.collection.rows
    await say(1, 2, { removed: [{ entityType: 'playlist', id: 'a' }] })
    await say(2, 3)
    expect(slice()?.revision).toBe(3)
    expect(slice()?.collection.rows).toBe(rows)
    expect(client.request).toHaveBeenCalledTimes(1)
  })
})

describe('a list that can no longer follow', () => {
  /** A change was missed, and the list could not be read anew. */
  async function leftBehind() {
    const setup = setUp()
    await setup.answer(1, ['a'])
    await setup.say(4, 5)
    await setup.refuse('internal')
    return setup
  }
  const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }))
  afterEach(() => void vi.useRealTimers())

  it('keeps its rows and says since when they are not kept current', async () => {
    const { slice, names } = await leftBehind()
    expect(slice()).toMatchObject({ status: 'failed', error: { code: 'internal' } })
    expect(slice()?.leftBehindAt).toBeGreaterThan(Date.now() - 5_000)
    expect(names()).toEqual(['Device a'])
  })

  it('is asked for again, less and less often, until it is there', async () => {
    const { asked, refuse, answer, slice, names } = await leftBehind()
    const since = slice()?.leftBehindAt
    await later(1_000)
    expect(asked).toHaveLength(1)
    await refuse('internal')
    await later(1_500)
    expect(asked).toHaveLength(0)
    await later(600)
    expect([asked.length, slice()?.status, slice()?.leftBehindAt]).toEqual([1, 'failed', since])
    await answer(9, ['a', 'b'])
    expect(slice()).toMatchObject({ status: 'ready', error: null, leftBehindAt: null })
    expect(names()).toEqual(['Device a', 'Device b'])
    await later(60_000)
    expect(asked).toHaveLength(0)
  })

  it('holds what changes while it is asked for again', async () => {
    const { say, answer, names } = await leftBehind()
    await later(1_000)
    await say(9, 10, { changed: [renamed('a', 'newest')] })
    await answer(9, ['a'])
    expect(names()).toEqual(['newest'])
  })

  it('is not asked for any more when the window has stopped', async () => {
    const { asked, stop } = await leftBehind()
    stop()
    await later(60_000)
    expect(asked).toHaveLength(0)
  })
})

describe('a snapshot in pages', () => {
  it('is complete when all of it is there, with what changed while it was read', async () => {
    const { asked, say, answer, names, slice } = setUp()
    await answer(1, ['a', 'b'], 'second')
    expect(slice()?.status).toBe('reading')
    await say(1, 2, { changed: [renamed('a', 'new')], removed: [{ entityType: 'device', id: 'b' }] })
    expect(asked.map(({ page }) => page)).toEqual(['second'])
    await answer(2, ['c', 'a'])
    expect(names()).toEqual(['new', 'Device c'])
    expect(slice()?.revision).toBe(2)
  })

  it('is read from its beginning again when the main process does not know it any more', async () => {
    const { asked, answer, refuse, names, slice } = setUp()
    await answer(1, ['a'], 'second')
    await refuse('not-found')
    expect(asked.map(({ page }) => page)).toEqual([null])
    await answer(9, ['x'])
    expect(names()).toEqual(['x'].map((id) => `Device ${id}`))
    expect(slice()?.revision).toBe(9)
  })

  it('fails when it can not be read', async () => {
    const { answer, refuse, slice } = setUp()
    await answer(1, ['a'], 'second')
    await refuse('internal')
    expect(slice()).toMatchObject({ status: 'failed', error: { code: 'internal' } })
  })

  it('is read once, however often it is asked for meanwhile', async () => {
    const { client, store, answer, names } = setUp()
    void store.getState().refetch('device')
    await answer(1, ['a'])
    expect(client.request).toHaveBeenCalledTimes(1)
    expect(names()).toEqual(['Device a'])
  })

  it('tells listeners just what changed, and that a type was read anew', async () => {
    const { store, say, answer } = setUp()
    const told: (readonly string[] | null)[] = []
    const end = store.getState().subscribeChanges('device', ({ changed, removed }) => {
      told.push(changed === null ? null : [...changed.map((view) => view.id), ...removed.map((id) => `-${id}`)])
    })
    await answer(1, ['a', 'b', 'c'])
    await say(1, 2, { changed: [renamed('b', 'new')], removed: [{ entityType: 'device', id: 'c' }] })
    await say(2, 3, { removed: [{ entityType: 'playlist', id: 'p' }] })
    end()
    await say(3, 4, { changed: [renamed('a', 'unheard')] })
    expect(told).toEqual([null, ['b', '-c']])
  })
})
