import { describe, expect, it } from 'vitest'
import { createCachedClient } from '../../../../src/renderer/ipc/cached-client.ts'
import type { Client } from '../../../../src/renderer/ipc/client.ts'
import { MAX_QUERIES, QueryCache, type QuerySample } from '../../../../src/renderer/ipc/query-cache.ts'

const KEY = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'
const pageOf = (offset: number) => ({ scope: 'pending', offset, limit: 10 }) as const

/** A main process that counts what it is asked and answers when it is told to, or at once. */
function setUp({ isSlow = false } = {}) {
  const asked: string[] = []
  const waiting: (() => void)[] = []
  const samples: QuerySample[] = []
  let answer = 1
  let isRefusing = false
  const request = async (_name: string, content: unknown) => {
    asked.push(JSON.stringify(content))
    const value = { total: answer, operations: [] }
    if (isSlow) await new Promise<void>((go) => waiting.push(go))
    if (isRefusing) throw new Error('refused')
    return value
  }
  const listeners = new Map<string, () => void>()
  const client = {
    request,
    subscribe: (name: string, listener: () => void) => {
      listeners.set(name, listener)
      return () => undefined
    },
    follow: () => () => undefined,
  } as unknown as Client
  const record = (sample: QuerySample) => void samples.push(sample)
  return {
    client,
    asked,
    samples,
    cache: new QueryCache({ client, measure: () => 0, record }),
    cached: () => createCachedClient(client, { measure: () => 0, record }),
    tell: (name: string) => listeners.get(name)?.(),
    change: () => {
      answer += 1
    },
    refuse: (isOn: boolean) => {
      isRefusing = isOn
    },
    answerAll: () => {
      for (const go of waiting.splice(0)) go()
    },
  }
}

describe('reads that are remembered', () => {
  it('asks once for what is wanted twice, whatever the order of its parts', async () => {
    const { cache, asked, samples } = setUp()
    await cache.read('operations:list', { scope: 'pending', offset: 0, limit: 10 })
    await cache.read('operations:list', { limit: 10, offset: 0, scope: 'pending' })
    expect(asked).toHaveLength(1)
    expect(samples.map(({ isHit, hitRatio }) => [isHit, hitRatio])).toEqual([
      [false, 0],
      [true, 0.5],
    ])
  })

  it('asks anew after something changed', async () => {
    const { cache, asked, change } = setUp()
    await cache.read('operations:list', pageOf(0))
    change()
    cache.forget()
    expect((await cache.read('operations:list', pageOf(0))).total).toBe(2)
    expect(asked).toHaveLength(2)
  })

  it('never keeps an answer that was on its way when something changed', async () => {
    const { cache, asked, change, answerAll } = setUp({ isSlow: true })
    const first = cache.read('operations:list', pageOf(0))
    await Promise.resolve()
    change()
    cache.forget()
    const second = cache.read('operations:list', pageOf(0))
    await Promise.resolve()
    answerAll()
    expect((await first).total).toBe(1)
    expect((await second).total).toBe(2)
    expect((await cache.read('operations:list', pageOf(0))).total).toBe(2)
    expect(asked).toHaveLength(2)
  })

  it('keeps no refusal', async () => {
    const { cache, asked, refuse } = setUp()
    refuse(true)
    await expect(cache.read('operations:list', pageOf(0))).rejects.toThrow('refused')
    refuse(false)
    expect((await cache.read('operations:list', pageOf(0))).total).toBe(1)
    expect(asked).toHaveLength(2)
  })

  it('keeps so many at most, and lets go of the one that was asked for longest ago', async () => {
    const { cache, asked } = setUp()
    for (let offset = 0; offset < MAX_QUERIES; offset += 1) await cache.read('operations:list', pageOf(offset))
    await cache.read('operations:list', pageOf(0))
    await cache.read('operations:list', pageOf(MAX_QUERIES))
    expect(cache.size).toBe(MAX_QUERIES)
    const before = asked.length
    await cache.read('operations:list', pageOf(0))
    expect(asked).toHaveLength(before)
    await cache.read('operations:list', pageOf(1))
    expect(asked).toHaveLength(before + 1)
  })

  it('answers at once what was fetched ahead, without counting the fetching', async () => {
    const { cache, asked, samples } = setUp()
    await cache.prefetch('operations:list', pageOf(0))
    await cache.read('operations:list', pageOf(0))
    expect(asked).toHaveLength(1)
    expect(samples).toEqual([{ isHit: true, ms: 0, hitRatio: 1 }])
  })
})

describe('the client of a window', () => {
  it.each(['operations:changed', 'queue:changed', 'connection:changed', 'breakers:changed', 'session:changed'])(
    'forgets what it has read on %s',
    async (event) => {
      const { cached, asked, tell } = setUp()
      const client = cached()
      client.watch()
      await client.request('operations:transitions', { key: KEY })
      await client.request('operations:transitions', { key: KEY })
      expect(asked).toHaveLength(1)
      tell(event)
      await client.request('operations:transitions', { key: KEY })
      expect(asked).toHaveLength(2)
    },
  )

  it('asks always for what has to be of this moment, such as what a choice would come to', async () => {
    const { cached, asked } = setUp()
    const client = cached()
    for (let turn = 0; turn < 2; turn += 1)
      await client.request('conflicts:preview', { key: KEY, choice: { kind: 'mine' } } as never)
    expect(asked).toHaveLength(2)
  })
})
