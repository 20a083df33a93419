import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { conflictsPort } from '../../../src/main/bootstrap/conflicts-port.ts'
import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import { createHandlers } from '../../../src/main/ipc/handlers.ts'
import { IpcRouter } from '../../../src/main/ipc/router.ts'
import type { IpcServices } from '../../../src/main/ipc/services.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { EVERY_CONFLICT as EVERY } from '../../../src/shared/domain/conflict-outline.ts'
import { IPC_REQUESTS, type IpcRequestName } from '../../../src/shared/ipc/contract.ts'
import { edit, QueueRig, rename } from '../../support/queue-rig.ts'

const ORIGIN = 'app://console'
const SENDER = { windowId: 1, isKnownWindow: true, isMainFrame: true, origin: ORIGIN }
const KEY = '00000000-0000-4000-8000-000000000001'
const PAGE = { offset: 0, limit: 50 }
const OUTLINE = { by: 'none', text: '', open: [{ id: '', limit: 50 }], key: null }

let rig: QueueRig
let router: IpcRouter
let isSignedOut: boolean

beforeEach(async () => {
  isSignedOut = false
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2')
  const { conflicts, replica } = rig.host
  const identity = {
    get isSignedOut() {
      return isSignedOut
    },
  }
  const site = { conflicts, replica, identity } as unknown as SiteEngine
  const services = { site: async () => ({ conflicts: conflictsPort(() => site) }) } as unknown as IpcServices
  router = new IpcRouter({
    handlers: createHandlers(services),
    whenKnown: Promise.resolve(),
    allowedOrigin: ORIGIN,
    clock: rig.clock,
    logger: silentLogger,
  })
})
afterEach(() => rig.close())

/** Asks as a window does; a good answer is one that the contract allows. */
async function ask(name: IpcRequestName, request: unknown): Promise<unknown> {
  const result = await router.handle(SENDER, { v: 1, id: '1', name, request })
  if (!result.ok) return { code: result.error.code }
  return IPC_REQUESTS[name].response.parse(result.value)
}

async function clash(id: string): Promise<string> {
  rig.server.edit(id, { name: 'theirs' })
  const [key = ''] = await rig.enqueue(rename(id, 'mine'))
  await rig.run()
  return key
}

describe('the conflict desk, asked by a window', () => {
  it('is listed, previewed, decided, undone and looked up again', async () => {
    const key = await clash('dev_1')
    rig.server.setBlock('offline')
    expect(await ask('conflicts:outline', OUTLINE)).toMatchObject({
      total: 1,
      groups: [{ rows: [{ key }] }],
      undoable: null,
    })
    const choice = { fields: { name: { edited: 'better' } } }
    expect(await ask('conflicts:preview', { key, choice })).toMatchObject({ ok: true, sends: 'update' })
    const resolution = (await ask('conflicts:resolve', { key, choice, seenVersion: 2 })) as { resolutionId: string }
    const { resolutionId } = resolution
    expect(await ask('conflicts:outline', OUTLINE)).toMatchObject({ total: 0, undoable: { resolutionId, count: 1 } })
    expect(await ask('conflicts:undo', { resolutionId })).toMatchObject({ backOnDesk: 1, notPossible: { count: 0 } })
    expect(await ask('conflicts:undo', { resolutionId })).toEqual({ code: 'not-found' })
    expect(await ask('conflicts:history', { ...PAGE, resolutionId })).toMatchObject({
      total: 2,
      records: [{ entityName: 'mine' }, { record: { field: 'name' } }],
    })
  })

  it('is decided about as a whole', async () => {
    await clash('dev_1')
    await clash('dev_2')
    const preview = await ask('conflicts:preview-bulk', { selection: EVERY, choice: 'mine' })
    expect(preview).toMatchObject({ sends: 2 })
    const { seen } = preview as { seen: string }
    expect(await ask('conflicts:resolve-bulk', { selection: EVERY, choice: 'merge', seen })).toMatchObject({
      done: 0,
      refused: { count: 2 },
    })
    expect(await ask('conflicts:resolve-bulk', { selection: EVERY, choice: 'theirs', seen })).toMatchObject({ done: 2 })
  })

  it('is not decided about as a whole when others have come since it was previewed', async () => {
    const first = await clash('dev_1')
    const { seen } = (await ask('conflicts:preview-bulk', { selection: EVERY, choice: 'mine' })) as { seen: string }
    const second = await clash('dev_2')
    const decision = { selection: EVERY, choice: 'mine', seen }
    expect(await ask('conflicts:resolve-bulk', decision)).toEqual({ code: 'changed-meanwhile' })
    expect(await rig.states(first, second)).toEqual(['conflicted', 'conflicted'])
  })

  it('says that something is in no conflict any more', async () => {
    expect(await ask('conflicts:preview', { key: KEY, choice: 'mine' })).toEqual({ code: 'not-found' })
    expect(await ask('conflicts:resolve', { key: KEY, choice: 'mine', seenVersion: 1 })).toMatchObject({
      outcomes: [{ key: KEY, ok: false }],
    })
  })

  it('takes no decision of nobody', async () => {
    const key = await clash('dev_1')
    isSignedOut = true
    for (const [name, request] of [
      ['conflicts:resolve', { key, choice: 'mine', seenVersion: 2 }],
      ['conflicts:resolve-bulk', { selection: EVERY, choice: 'mine', seen: '' }],
      ['conflicts:undo', { resolutionId: KEY }],
    ] as const) {
      expect(await ask(name, request)).toEqual({ code: 'signed-out' })
    }
    expect(await rig.states(key)).toEqual(['conflicted'])
  })

  it.each<[IpcRequestName, unknown]>([
    ['conflicts:outline', { ...OUTLINE, by: 'colour' }],
    ['conflicts:outline', { ...OUTLINE, text: 'x'.repeat(201) }],
    ['conflicts:outline', { ...OUTLINE, open: [{ id: '', limit: 100_000 }] }],
    ['conflicts:outline', { ...OUTLINE, key: 'not a key' }],
    ['conflicts:history', { ...PAGE, entityType: 'user' }],
    ['conflicts:history', { ...PAGE, entityId: '../../etc/passwd\u0000' }],
    ['conflicts:history', { ...PAGE, limit: 100_000 }],
    ['conflicts:preview', { key: 'not a key', choice: 'mine' }],
    ['conflicts:preview', { key: KEY, choice: 'lossless' }],
    ['conflicts:preview', { key: KEY, choice: { edited: { name: 'x' } } }],
    ['conflicts:preview', { key: KEY, choice: { fields: { name: 'nobody' } } }],
    ['conflicts:preview', { key: KEY, choice: { fields: { name: { edited: undefined } } } }],
    ['conflicts:preview', { key: KEY, choice: { fields: { name: { edited: 'x', and: 'more' } } } }],
    ['conflicts:preview', { key: KEY, choice: { fields: { [`${'n'.repeat(61)}`]: 'mine' } } }],
    ['conflicts:resolve', { key: KEY, choice: 'mine' }],
    ['conflicts:resolve', { key: KEY, choice: 'mine', seenVersion: 1.5 }],
    ['conflicts:resolve', { key: KEY, choice: 'mine', seenVersion: 1, isAutomatic: true }],
    ['conflicts:preview-bulk', { selection: { keys: [], groups: null }, choice: 'mine' }],
    ['conflicts:resolve-bulk', { choice: 'mine', seen: '' }],
    ['conflicts:resolve-bulk', { selection: EVERY, choice: 'mine' }],
    ['conflicts:resolve-bulk', { selection: EVERY, choice: 'client-wins', seen: '' }],
    [
      'conflicts:resolve-bulk',
      { selection: { keys: Array.from({ length: 10_001 }, () => KEY), groups: null }, choice: 'mine', seen: '' },
    ],
    ['conflicts:undo', { resolutionId: '' }],
    ['conflicts:history', { ...PAGE, resolutionId: "' OR 1 = 1" }],
  ])('refuses %s with %j', async (name, request) => {
    expect(await ask(name, request)).toEqual({ code: 'bad-request' })
  })

  it('harms nothing with a name that objects have by themselves', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    const [key = ''] = await rig.enqueue(edit('dev_1', { name: 'mine' }))
    await rig.run()
    for (const field of ['__proto__', 'constructor', 'toString']) {
      const choice = { fields: JSON.parse(`{"${field}":"mine"}`) as unknown }
      expect(await ask('conflicts:preview', { key, choice })).not.toMatchObject({ ok: true })
    }
  })
})
