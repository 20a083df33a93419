import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { OutpostError } from '#shared/errors/result.ts'
import { IPC_REQUEST_NAMES, type IpcRequestName } from '#shared/ipc/contract.ts'
import type { IpcHandlers } from '../../../src/main/ipc/handler-types.ts'
import { IpcRouter, type SenderInfo } from '../../../src/main/ipc/router.ts'
import type { RequestContext } from '../../../src/main/ipc/services.ts'
import type { LogData, Logger } from '../../../src/main/platform/logger.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const ORIGIN = 'app://console'
const SENDER: SenderInfo = { windowId: 1, isKnownWindow: true, isMainFrame: true, origin: ORIGIN }

let calls: { name: IpcRequestName; request: unknown; windowId: number }[]
let sites: (string | null)[]
let lines: { message: string; data: LogData | undefined }[]
let clock: ManualClock
let failure: unknown
let whenKnown: Promise<unknown>

const logger: Logger = {
  error: (message, data) => lines.push({ message, data }),
  warn: (message, data) => lines.push({ message, data }),
  info: () => undefined,
  debug: () => undefined,
  child: () => logger,
}

/** Handlers that note the call and answer an empty object, or fail as the test wants. */
function recordingHandlers(): IpcHandlers {
  const entries = IPC_REQUEST_NAMES.map((name) => [
    name,
    async (request: unknown, { windowId, siteId }: RequestContext) => {
      sites.push(siteId)
      calls.push({ name, request, windowId })
      // oxlint-disable-next-line typescript/only-throw-error -- a bug may throw anything
      if (failure !== undefined) throw failure
      return {}
    },
  ])
  return Object.fromEntries(entries) as IpcHandlers
}

function createRouter(): IpcRouter {
  return new IpcRouter({ handlers: recordingHandlers(), allowedOrigin: ORIGIN, whenKnown, clock, logger })
}

const keyOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

function message(name: string, request: unknown = {}): unknown {
  return { v: 1, id: '7', name, request }
}

beforeEach(() => {
  calls = []
  sites = []
  lines = []
  clock = new ManualClock()
  failure = undefined
  whenKnown = Promise.resolve()
})

describe('a valid request', () => {
  it('is for the site it names, else for the one that the window looks at', async () => {
    const router = createRouter()
    await router.handle(SENDER, { v: 1, id: '1', name: 'sync:now', request: {}, site: 'north' })
    await router.handle(SENDER, { v: 1, id: '2', name: 'sync:now', request: {} })
    expect(sites).toEqual(['north', null])
    const hostile = { v: 1, id: '3', name: 'sync:now', request: {}, site: '../south' }
    expect(await router.handle(SENDER, hostile)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  })

  it('reaches its handler with the parsed request and the window', async () => {
    const result = await createRouter().handle(SENDER, message('queue:pause', { isPaused: true }))
    expect(result).toEqual({ v: 1, id: '7', ok: true, value: {} })
    expect(calls).toEqual([{ name: 'queue:pause', request: { isPaused: true }, windowId: 1 }])
  })
})

describe('a request before the site is open', () => {
  it('waits for it, unless it is refused anyway', async () => {
    const opening = Promise.withResolvers<void>()
    whenKnown = opening.promise
    const router = createRouter()
    const answer = router.handle(SENDER, message('app:state'))
    await expect(router.handle(SENDER, message('no:such'))).resolves.toMatchObject({ ok: false })
    expect(calls).toEqual([])
    opening.resolve()
    await expect(answer).resolves.toMatchObject({ ok: true })
  })
})

describe('a stranger', () => {
  it.each([
    ['an unknown window', { isKnownWindow: false }],
    ['a frame inside the page', { isMainFrame: false }],
    ['a foreign page', { origin: 'https://example.org' }],
    ['a page with a similar address', { origin: 'app://console.example.org' }],
    ['a file', { origin: 'file://' }],
    ['an opaque origin', { origin: 'null' }],
    ['a frame that is gone', { origin: null }],
  ])('is refused: %s', async (_who, difference) => {
    const router = createRouter()
    const result = await router.handle({ ...SENDER, ...difference }, message('app:state'))
    expect(result).toMatchObject({ ok: false, error: { code: 'forbidden-sender' } })
    expect(calls).toEqual([])
    expect([...router.denials()]).toEqual([['forbidden-sender', 1]])
  })
})

describe('a malformed request', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'app:state'],
    ['a list', [1]],
    ['another version', { v: 2, id: '7', name: 'app:state', request: {} }],
    ['no id', { v: 1, name: 'app:state', request: {} }],
    ['an endless id', { v: 1, id: 'x'.repeat(101), name: 'app:state', request: {} }],
    ['a name nobody knows', message('app:quit')],
    ['a name every object has', message('toString')],
    ['the name of the prototype', message('__proto__')],
    ['a field too many beside the request', { ...(message('app:state') as object), extra: 1 }],
    ['a field too many in the request', message('queue:pause', { isPaused: true, extra: 1 })],
    ['a field of the wrong kind', message('queue:pause', { isPaused: 'yes' })],
    ['a missing request', { v: 1, id: '7', name: 'queue:pause' }],
    ['a number that is none', message('operations:list', { scope: 'pending', offset: Number.NaN, limit: 1 })],
    ['a map', message('settings:update', { changes: new Map([['theme', 'dark']]) })],
    ['a date', message('settings:update', { changes: { theme: new Date(0) } })],
    ['bytes', message('settings:update', { changes: { theme: new Uint8Array(9) } })],
    ['a prototype key', message('settings:update', JSON.parse('{"changes":{"__proto__":{"isAdmin":true}}}'))],
    ['a constructor key', message('settings:update', { changes: { constructor: { prototype: 1 } } })],
  ])('is refused: %s', async (_what, hostile) => {
    const router = createRouter()
    expect(await router.handle(SENDER, hostile)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(calls).toEqual([])
    expect([...router.denials()]).toEqual([['bad-request', 1]])
  })

  it('names the field at fault', async () => {
    const result = await createRouter().handle(
      SENDER,
      message('operations:list', { scope: 'pending', offset: 0, limit: 0 }),
    )
    expect(result).toMatchObject({ error: { code: 'bad-request', field: 'limit' } })
  })
})

describe('too much', () => {
  it('refuses ten megabytes of text', async () => {
    const hostile = message('connection:token', { token: 'x'.repeat(10_000_000) })
    expect(await createRouter().handle(SENDER, hostile)).toMatchObject({ error: { code: 'too-large' } })
  })

  it('lets through what one call may carry', async () => {
    const changes = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`name${index}`, 'x'.repeat(500)]))
    expect(await createRouter().handle(SENDER, message('settings:update', { changes }))).toMatchObject({ ok: true })
  })

  it('lets through as many changes as a full queue has where all must be named at once, and no more', async () => {
    const keys = Array.from({ length: 100_000 }, (_none, index) => keyOf(index))
    for (const name of ['operations:restore', 'operations:consequences'] as const) {
      for (const count of [26_881, 50_000, 100_000]) {
        calls = []
        const answer = await createRouter().handle(SENDER, message(name, { keys: keys.slice(0, count) }))
        expect(answer).toMatchObject({ ok: true })
        expect(calls).toMatchObject([{ name, request: { keys: { length: count } } }])
      }
      const hostile = message(name, { keys: [...keys, ...keys] })
      expect(await createRouter().handle(SENDER, hostile)).toMatchObject({ error: { code: 'too-large' } })
    }
    const other = message('operations:rollback', { keys })
    expect(await createRouter().handle(SENDER, other)).toMatchObject({ error: { code: 'too-large' } })
  })

  it('counts a long list of changes for as much as it costs, and a short one as any other request', async () => {
    for (const name of ['operations:restore', 'operations:consequences'] as const) {
      const keys = Array.from({ length: 20_000 }, (_none, index) => keyOf(index))
      const flood = createRouter()
      const ask = (count: number) => flood.handle(SENDER, message(name, { keys: keys.slice(0, count) }))
      for (let round = 0; round < 5; round++) expect(await ask(20_000)).toMatchObject({ ok: true })
      expect(await ask(20_000)).toMatchObject({ ok: false, error: { code: 'rate-limited' } })
      expect(await ask(1)).toMatchObject({ error: { code: 'rate-limited' } })
      const lively = createRouter()
      const short = () => lively.handle(SENDER, message(name, { keys: keys.slice(0, 1) }))
      for (let round = 0; round < 1_000; round++) expect(await short()).toMatchObject({ ok: true })
    }
  })

  it('refuses a flood but serves a lively window, each window by itself', async () => {
    const router = createRouter()
    const results = await Promise.all(
      Array.from({ length: 100_000 }, () => router.handle(SENDER, message('metrics:read'))),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1_000)
    expect([...router.denials()]).toEqual([['rate-limited', 99_000]])
    expect(await router.handle({ ...SENDER, windowId: 2 }, message('metrics:read'))).toMatchObject({ ok: true })
    await clock.advance(1_000)
    const later = await Promise.all(Array.from({ length: 600 }, () => router.handle(SENDER, message('metrics:read'))))
    expect(later.filter((result) => result.ok)).toHaveLength(500)
  })

  it('counts a costly call for many', async () => {
    const router = createRouter()
    const test = message('connection:test', { serverUrl: 'https://fleet.example.org' })
    const results = await Promise.all(Array.from({ length: 100 }, () => router.handle(SENDER, test)))
    expect(results.filter((result) => result.ok)).toHaveLength(20)
  })

  it('logs a flood as a handful of lines', async () => {
    const router = createRouter()
    for (let time = 0; time < 5_000; time += 1) await router.handle({ ...SENDER, isMainFrame: false }, null)
    expect(lines).toHaveLength(5)
    await clock.advance(60_000)
    await router.handle({ ...SENDER, isMainFrame: false }, null)
    expect(lines).toHaveLength(6)
    expect(lines.at(-1)?.data).toMatchObject({ kind: 'forbidden-sender', soFar: 5_001 })
  })
})

describe('a failing handler', () => {
  it('passes on the code, sentence and field of an error made for people', async () => {
    failure = new OutpostError('queue-full', 'The queue is full.', { field: 'intents' })
    expect(await createRouter().handle(SENDER, message('app:state'))).toEqual({
      v: 1,
      id: '7',
      ok: false,
      error: { code: 'queue-full', message: 'The queue is full.', field: 'intents' },
    })
    expect(lines).toEqual([])
  })

  it.each([new Error('SELECT secret FROM /home/anna'), 'a text', null])('tells nothing about %j', async (error) => {
    failure = error
    const result = await createRouter().handle(SENDER, message('app:state'))
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(lines).toHaveLength(1)
  })
})

describe('whatever comes in', () => {
  it('is answered with an envelope and never with an exception', async () => {
    const name = fc.oneof(fc.constantFrom<string>(...IPC_REQUEST_NAMES), fc.string())
    const envelope = fc.record({
      v: fc.oneof(fc.constant(1), fc.anything()),
      id: fc.string(),
      name,
      request: fc.anything(),
    })
    const anything = fc.oneof(
      envelope,
      fc.anything({ withBigInt: true, withMap: true, withTypedArray: true, withSparseArray: true }),
    )
    const sender = fc.record({
      windowId: fc.integer(),
      isKnownWindow: fc.boolean(),
      isMainFrame: fc.boolean(),
      origin: fc.oneof(fc.constant(ORIGIN), fc.constant(null), fc.string()),
    })
    const router = createRouter()
    await fc.assert(
      fc.asyncProperty(sender, anything, async (from, hostile) => {
        const before = calls.length
        const result = await router.handle(from, hostile)
        expect(result.v).toBe(1)
        expect(typeof result.id).toBe('string')
        const isTrusted = from.isKnownWindow && from.isMainFrame && from.origin === ORIGIN
        expect(calls.length - before).toBe(result.ok && isTrusted ? 1 : 0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('may even be an object that throws when it is touched', async () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap')
        },
        ownKeys: () => {
          throw new Error('trap')
        },
        getOwnPropertyDescriptor: () => {
          throw new Error('trap')
        },
      },
    )
    expect(await createRouter().handle(SENDER, trap)).toMatchObject({ ok: false })
    expect(await createRouter().handle(SENDER, message('app:state', trap))).toMatchObject({ ok: false })
  })

  it('tells of each request by name and outcome, never of what it carried or of a name that is none', async () => {
    const told: string[] = []
    const onAnswered = (name: string, outcome: string) => told.push(`${name} ${outcome}`)
    const router = new IpcRouter({
      ...{ handlers: recordingHandlers(), allowedOrigin: ORIGIN, whenKnown, clock, logger, onAnswered },
    })
    await router.handle(SENDER, message('metrics:read'))
    await router.handle(SENDER, message('metrics:read', { secret: 1 }))
    await router.handle(SENDER, message('made:up'))
    failure = new Error('bug')
    await router.handle(SENDER, message('metrics:read'))
    expect(told).toEqual(['metrics:read ok', 'metrics:read bad-request', 'metrics:read internal'])
  })
})
