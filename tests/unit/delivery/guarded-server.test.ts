import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardServer } from '../../../src/main/delivery/guarded-server.ts'
import { DeliveryError, type DeliveryServer } from '../../../src/main/delivery/server-port.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Breaker } from '../../../src/main/resilience/breaker.ts'
import { deviceData, deviceRecord } from '../../support/builders.ts'
import { ManualClock, settle } from '../../support/manual-clock.ts'
import { ModelServer, type Trouble } from '../../support/model-server.ts'
import { countingIds, QueueHost, seededRandom, temporaryFolder } from '../../support/queue-host.ts'

const DAY_MS = 86_400_000
const DEVICES = Array.from({ length: 8 }, (_, index) => `dev_${index}`)
const rename = (entityId: string, name: string) =>
  ({ kind: 'update', entityType: 'device', entityId, fields: { name } }) as const

let clock: ManualClock
let server: ModelServer
let breaker: Breaker
let guarded: DeliveryServer

beforeEach(() => {
  clock = new ManualClock()
  vi.spyOn(Date, 'now').mockImplementation(() => clock.now())
  server = new ModelServer()
  const limits = { failureThreshold: () => 5, successThreshold: () => 2, timeoutMs: () => 60_000 }
  breaker = new Breaker({ name: 'server', clock, logger: silentLogger, limits })
  guarded = guardServer(server, breaker, clock)
})

const always = (trouble: Trouble) => () => trouble

async function open(): Promise<void> {
  server.trouble = always('lost-request')
  for (let count = 0; count < 5; count++) await guarded.apply([]).catch(() => undefined)
  expect(breaker.status().state).toBe('open')
}

describe('a server behind a breaker', () => {
  it('hands on answers and errors as they are', async () => {
    await expect(guarded.lookup(['a'])).resolves.toEqual([{ key: 'a', known: false }])
    await expect(guarded.apply([])).resolves.toEqual([])
    await expect(guarded.read([])).resolves.toEqual([])
    expect([guarded.limits(), guarded.capabilities()]).toEqual([server.limits(), server.capabilities()])
    server.trouble = always('lost-answer')
    await expect(guarded.apply([])).rejects.toMatchObject({
      name: 'DeliveryError',
      outcome: 'unknown',
      code: 'timeout',
    })
  })

  it('answers for an open breaker that nothing was sent, and when it may go again', async () => {
    await open()
    await clock.advance(20_000)
    const expected = { outcome: 'not-sent', code: 'breaker-open', retryAfterMs: 40_000 }
    await expect(guarded.apply([])).rejects.toMatchObject(expected)
    await expect(guarded.lookup(['a'])).rejects.toBeInstanceOf(DeliveryError)
    await expect(guarded.read([])).rejects.toMatchObject(expected)
    expect([server.applyCalls, server.lookupCalls]).toEqual([5, 0])
    expect(clock.pending).toBe(0)
  })

  it('calls itself blocked while the breaker is open, and says so when that changes or its time has come', async () => {
    const blocks: (string | null)[] = []
    const cancel = guarded.onBlockChanged(() => blocks.push(guarded.block()))
    await open()
    expect(blocks).toEqual(['breaker-open'])
    await clock.advance(59_999)
    expect(blocks).toHaveLength(1)
    await clock.advance(1)
    expect(blocks).toEqual(['breaker-open', null])
    server.trouble = always('none')
    await guarded.apply([])
    await guarded.apply([])
    expect(blocks).toEqual(['breaker-open', null, 'breaker-open', null, 'breaker-open', null])
    breaker.force('open')
    breaker.force('closed')
    expect(blocks.slice(6)).toEqual(['breaker-open', null])
    cancel()
    breaker.force('open')
    expect(blocks).toHaveLength(8)
    expect(clock.pending).toBe(0)
  })

  it('names the connection first when that is missing too, and tries at once when it is back', async () => {
    const cancel = guarded.onBlockChanged(() => undefined)
    await open()
    server.setBlock('offline')
    expect(guarded.block()).toBe('offline')
    await clock.advance(1_000)
    server.setBlock(null)
    expect(guarded.block()).toBeNull()
    server.trouble = always('none')
    await expect(guarded.apply([])).resolves.toEqual([])
    cancel()
    expect(clock.pending).toBe(0)
  })

  it('stays shut through a new connection when a person holds it open', async () => {
    const cancel = guarded.onBlockChanged(() => undefined)
    breaker.force('open')
    server.setBlock('offline')
    server.setBlock(null)
    expect(guarded.block()).toBe('breaker-open')
    cancel()
  })
})

describe('the queue before a server that fails', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let host: QueueHost
  let onTheWay: number
  let most: number

  beforeEach(async () => {
    folder = temporaryFolder()
    onTheWay = 0
    most = 0
    const file = join(folder.path, 'site.sqlite')
    host = await QueueHost.open({ file, clock, random: seededRandom(1), ids: countingIds(), server: guarded })
    for (const id of DEVICES) {
      server.seed(id, { ...deviceData({ name: id }) })
      host.replica.apply({ kind: 'record', record: deviceRecord(id) })
    }
    // One operation in each message: as many messages at once as delivery allows.
    vi.spyOn(server, 'limits').mockReturnValue({ batchOperations: 1, lookupKeys: 1, messageBytes: 1_048_576 })
    const apply = server.apply.bind(server)
    vi.spyOn(server, 'apply').mockImplementation(async (operations) => {
      most = Math.max(most, ++onTheWay)
      await settle()
      try {
        return await apply(operations)
      } finally {
        onTheWay--
      }
    })
  })

  afterEach(async () => {
    await host.close()
    folder.remove()
  })

  const requests = (): number => server.applyCalls + server.lookupCalls
  const pending = (): number => host.outbox.status(false).pending

  async function failing(): Promise<void> {
    server.trouble = always('lost-request')
    await host.outbox.enqueue(DEVICES.map((id) => rename(id, `new ${id}`)))
    await host.delivery.run()
    await clock.advance(10_000)
  }

  it('leaves it alone after five failures and says why nothing is sent', async () => {
    await failing()
    const before = requests()
    expect(host.delivery.block()).toBe('breaker-open')
    await clock.advance(30_000)
    expect(requests()).toBe(before)
    const { operations } = await host.list.page({ scope: 'pending', states: ['queued'], offset: 0, limit: 10 })
    expect(operations.map(({ wait }) => wait.reason)).toContain('breaker-open')
    expect(host.delivery.stall).toBeNull()
    expect(pending()).toBe(8)
  })

  it('sends exactly one request a minute while it goes on failing, whatever the wall clock says', async () => {
    await failing()
    for (const jumpMs of [-DAY_MS, 365 * DAY_MS, 0, -7 * DAY_MS]) {
      clock.jumpWall(jumpMs)
      const before = requests()
      await clock.advance(61_000)
      expect(requests() - before).toBe(1)
    }
    expect(pending()).toBe(8)
  })

  it('drains by itself when the server is well again, one try at a time until two have worked', async () => {
    await failing()
    server.trouble = always('none')
    most = 0
    let mostWhileTrying = 0
    breaker.onChanged(({ to }) => {
      if (to === 'closed') mostWhileTrying = most
    })
    await clock.advance(60_000)
    expect(mostWhileTrying).toBeLessThanOrEqual(1)
    expect(pending()).toBe(0)
    expect(server.effects).toHaveLength(8)
    expect(breaker.status().state).toBe('closed')
  })

  it('drains at once when a person resets the breaker', async () => {
    await failing()
    server.trouble = always('none')
    breaker.reset()
    await clock.advance(2_000)
    expect(pending()).toBe(0)
    expect(server.effects).toHaveLength(8)
  })

  it('drains at once when the connection was lost and is back', async () => {
    await failing()
    server.trouble = always('none')
    server.setBlock('offline')
    await clock.advance(1_000)
    server.setBlock(null)
    await clock.advance(2_000)
    expect(pending()).toBe(0)
    expect(server.effects).toHaveLength(8)
  })

  it('sends nothing while a person holds the breaker open, and uses up no attempt', async () => {
    breaker.force('open')
    const [accepted] = await host.outbox.enqueue([rename('dev_0', 'held')])
    await host.delivery.run()
    await clock.advance(DAY_MS)
    expect(requests()).toBe(0)
    const { operations } = await host.store.operations([accepted?.key ?? ''])
    expect(operations[0]).toMatchObject({ state: 'queued', attempts: 0 })
    breaker.force('auto')
    await clock.advance(1_000)
    expect(server.effects).toHaveLength(1)
  })

  it('leaves no timer behind', async () => {
    await failing()
    await host.delivery.stop()
    expect(clock.pending).toBe(0)
  })
})
