import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../../../src/main/database/errors.ts'
import type { Mutation, Store } from '../../../../src/main/database/store.ts'
import { type BundlePc, Office } from '../../../support/bundle-pc.ts'
import { settle } from '../../../support/manual-clock.ts'
import { DISK_STEPS, type DiskStep, diskFull } from '../../../support/memory-disk.ts'
import { booksOf, reload, rename } from '../../../support/queue-rig.ts'

let office: Office
let a: BundlePc
let b: BundlePc

beforeEach(async () => {
  office = new Office()
  a = await office.pc('pc-a')
  b = await office.pc('pc-b')
  office.seedDevices('dev_1', 'dev_2')
})
afterEach(async () => {
  const problems = [...(await booksOf(a.host)), ...(await booksOf(b.host))]
  await office.close()
  if (problems.length > 0) throw new Error(`the books are not in order: ${problems.join(' ')}`)
})

const never = (): Promise<void> => new Promise(() => undefined)

async function enqueue(): Promise<string[]> {
  const accepted = await a.host.outbox.enqueue([rename('dev_1', 'One'), reload('dev_2')])
  return accepted.map(({ key }) => key)
}

function effectsOf(keys: readonly string[]): number[] {
  return keys.map((key) => office.server.effects.filter((effect) => effect.key === key).length)
}

async function drainBoth(): Promise<void> {
  b.goOnline()
  a.goOnline()
  await office.clock.advance(60_000)
}

/** Stands still where a commit begins, or where it has just ended. */
function stopAtCommit(when: 'before' | 'after'): (store: Store) => Store {
  return (store) => wrapped(store, (mutations) => (when === 'before' ? never() : store.commit(mutations).then(never)))
}

function wrapped(store: Store, commit: (mutations: readonly Mutation[]) => Promise<void>): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'commit') return commit
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (...given: unknown[]): unknown => Reflect.apply(value, target, given) : value
    },
  })
}

describe('when the program ends while a bundle is written', () => {
  it.each(DISK_STEPS)('at "%s", nothing is lost and nothing happens twice', async (at: DiskStep) => {
    const keys = await enqueue()
    office.stick.onStep = (step) => (step === at ? never() : undefined)
    void a.export()
    await settle()
    await settle()
    await a.crash()
    const isThere = office.stick.files.has('waiting.json')
    const states = await a.states(...keys)
    // Where the file is, the operations are unknown: they are asked for before they are sent.
    expect(states.every((state) => state === 'unknown' || (state === 'queued' && !isThere))).toBe(true)
    expect(isThere).toBe(at === 'placed')
    for (const file of office.stick.unfinished) office.stick.files.set('found.json', file.text)
    for (const path of office.stick.files.keys()) await b.import(path).catch(() => undefined)
    await drainBoth()
    expect(effectsOf(keys)).toEqual([1, 1])
    expect(await a.states(...keys)).toEqual(['applied', 'applied'])
  })

  it.each(['before', 'after'] as const)(
    '%s the queue changed, nothing is lost and nothing happens twice',
    async (when) => {
      const keys = await enqueue()
      a.wrapStore = stopAtCommit(when)
      await a.reopen()
      void a.export()
      await settle()
      await settle()
      await a.crash()
      expect(office.stick.files.size).toBe(0)
      expect(await a.states(...keys)).toEqual(when === 'before' ? ['queued', 'queued'] : ['unknown', 'unknown'])
      await drainBoth()
      expect(effectsOf(keys)).toEqual([1, 1])
    },
  )
})

describe('when the program ends while a bundle is taken in', () => {
  it.each(['before', 'after'] as const)('%s the commit, all of it is there or nothing', async (when) => {
    const keys = await enqueue()
    await a.export()
    b.wrapStore = stopAtCommit(when)
    await b.reopen()
    void b.import()
    await settle()
    await settle()
    await b.crash()
    expect(await b.states(...keys)).toEqual(when === 'before' ? [null, null] : ['queued', 'queued'])
    expect(await b.import()).toEqual(when === 'before' ? { imported: 2, known: 0 } : { imported: 0, known: 2 })
    await drainBoth()
    expect(effectsOf(keys)).toEqual([1, 1])
  })

  it('what was taken in is not merged after it either', async () => {
    await enqueue()
    await a.export()
    b.wrapStore = stopAtCommit('after')
    await b.reopen()
    void b.import()
    await settle()
    await settle()
    await b.crash()
    await b.host.outbox.enqueue([rename('dev_1', 'Later')])
    expect(b.host.outbox.lanes.laneRows({ entityType: 'device', entityId: 'dev_1' })).toHaveLength(2)
  })
})

describe('on a full disk', () => {
  it.each(['stage', 'append', 'seal'] as const)(
    'at "%s" the operations wait as before and no file is left',
    async (at) => {
      const keys = await enqueue()
      office.stick.onStep = (step) => {
        if (step === at) throw diskFull()
      }
      await expect(a.export()).rejects.toMatchObject({ code: 'no-room' })
      expect(await a.states(...keys)).toEqual(['queued', 'queued'])
      expect({ files: office.stick.files.size, unfinished: office.stick.unfinished.size }).toEqual({
        files: 0,
        unfinished: 0,
      })
    },
  )

  it('where the file could not be put in its place, the operations go back to waiting', async () => {
    const keys = await enqueue()
    office.stick.onStep = (step) => {
      if (step === 'publish') throw diskFull()
    }
    await expect(a.export()).rejects.toMatchObject({ code: 'no-room' })
    expect(await a.states(...keys)).toEqual(['queued', 'queued'])
    expect((await a.host.list.transitions(keys[0] ?? '')).at(-1)).toMatchObject({ reason: 'bundle-not-written' })
    expect(office.stick.unfinished.size).toBe(0)
  })

  it('where nobody can tell whether the file is there, the operations stay unknown', async () => {
    const keys = await enqueue()
    office.stick.onStep = (step) => {
      if (step === 'placed') throw diskFull()
    }
    await expect(a.export()).rejects.toMatchObject({ code: 'uncertain' })
    expect(await a.states(...keys)).toEqual(['unknown', 'unknown'])
    await b.import()
    await drainBoth()
    expect(effectsOf(keys)).toEqual([1, 1])
  })

  it('of this PC the bundle is not put in its place', async () => {
    const keys = await enqueue()
    a.wrapStore = (store) => wrapped(store, () => Promise.reject(new StoreError('full', 'no room')))
    await a.reopen()
    await expect(a.export()).rejects.toMatchObject({ code: 'storage-full' })
    expect(await a.states(...keys)).toEqual(['queued', 'queued'])
    expect(office.stick.files.size).toBe(0)
    a.wrapStore = null
    await a.reopen()
  })

  it('of the other PC nothing is taken in, and all of it later', async () => {
    const keys = await enqueue()
    await a.export()
    b.wrapStore = (store) => wrapped(store, () => Promise.reject(new StoreError('full', 'no room')))
    await b.reopen()
    await expect(b.import()).rejects.toMatchObject({ code: 'storage-full' })
    expect(await b.states(...keys)).toEqual([null, null])
    b.wrapStore = null
    await b.reopen()
    expect(await b.import()).toEqual({ imported: 2, known: 0 })
    await drainBoth()
    expect(effectsOf(keys)).toEqual([1, 1])
  })
})

describe('what moves while a bundle is written', () => {
  it('makes it be written anew', async () => {
    const [first, second] = await enqueue()
    let isFirst = true
    office.stick.onStep = async (step) => {
      if (step !== 'seal' || !isFirst) return
      isFirst = false
      await a.host.desk.rollBack([first ?? ''])
    }
    expect(await a.export()).toMatchObject({ outcome: 'written', count: 1 })
    expect(await a.states(first ?? '', second ?? '')).toEqual(['cancelled', 'unknown'])
    expect(office.stick.unfinished.size).toBe(0)
  })

  it('and moves every time ends with a word about it', async () => {
    await enqueue()
    office.stick.onStep = async (step) => {
      if (step !== 'seal') return
      const row = [...a.host.outbox.lanes.rows()].find(({ state }) => state === 'queued')
      await a.host.desk.rollBack([row?.key ?? ''])
      await a.host.outbox.enqueue([reload('dev_1')])
    }
    await expect(a.export()).rejects.toMatchObject({ code: 'moving' })
    expect(office.stick.files.size).toBe(0)
    expect(a.host.outbox.lanes.count('unknown')).toBe(0)
  })
})
