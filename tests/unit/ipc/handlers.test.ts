import { describe, expect, it, vi } from 'vitest'
import { IPC_REQUEST_NAMES } from '#shared/ipc/contract.ts'
import { connectionHandlers } from '../../../src/main/ipc/connection-handlers.ts'
import { createHandlers } from '../../../src/main/ipc/handlers.ts'
import type {
  ChannelsPort,
  ConnectionPort,
  IpcServices,
  RequestContext,
  SiteServices,
} from '../../../src/main/ipc/services.ts'

/** A port whose every function answers with its own name and what it was given. */
function echo<T extends object>(): T {
  return new Proxy({} as T, {
    get: (_target, name) =>
      // A port is handed out by a promise, which would take it for another one.
      name === 'then' ? undefined : (...given: unknown[]) => Promise.resolve({ name, given }),
  })
}

const site: SiteServices = {
  app: echo(),
  replica: echo(),
  operations: echo(),
  conflicts: echo(),
  connection: echo(),
  channels: echo(),
  alarms: echo(),
  transfer: echo(),
  uploads: echo(),
  ledger: echo(),
  reports: echo(),
  figures: echo(),
  analytics: echo(),
  session: echo(),
  stream: echo(),
  breakers: echo(),
}
const asked: RequestContext[] = []
const ask = async (context: RequestContext): Promise<SiteServices> => {
  asked.push(context)
  return site
}
const services: IpcServices = {
  site: ask,
  early: ask,
  sites: echo(),
  boards: echo(),
  lists: echo(),
  windows: echo(),
  settings: echo(),
  metrics: echo(),
  diagnostics: echo(),
  telemetry: echo(),
  updates: echo(),
  usage: echo(),
  workplace: echo(),
}
const CONTEXT = { windowId: 3, siteId: 'north' }

describe('the handlers', () => {
  it('cover the whole contract, and nothing besides', () => {
    expect(Object.keys(createHandlers(services)).toSorted()).toEqual([...IPC_REQUEST_NAMES].toSorted())
  })

  it('hand a request on with its parts', async () => {
    const handlers = createHandlers(services)
    const query = { scope: 'pending' as const, offset: 0, limit: 10 }
    expect(await handlers['operations:list'](query, CONTEXT)).toEqual({ name: 'list', given: [query] })
    expect(await handlers['operations:rollback']({ keys: ['k'] }, CONTEXT)).toEqual({
      name: 'rollBack',
      given: [['k']],
    })
    expect(await handlers['channel:subscribe']({ channel: 'main/devices' }, CONTEXT)).toEqual({
      name: 'subscribe',
      given: [3, 'main/devices'],
    })
  })

  it('ask the site that the request is for', async () => {
    asked.length = 0
    await createHandlers(services)['operations:enqueue']({ intents: [] }, CONTEXT)
    expect(asked).toEqual([CONTEXT])
  })

  it('answer nothing but "done" where nothing is to be told', async () => {
    const handlers = createHandlers(services)
    expect(await handlers['connection:token']({ token: 'hunter2' }, CONTEXT)).toEqual({})
    expect(await handlers['queue:pause']({ isPaused: true }, CONTEXT)).toEqual({})
  })

  it.each(['http://fleet.example.org', 'https://u:p@fleet.example.org', 'file:///etc/passwd', 'javascript:0', ''])(
    'do not test the address %j',
    async (serverUrl) => {
      const connection = { ...echo<ConnectionPort>(), test: vi.fn<ConnectionPort['test']>() }
      const handlers = connectionHandlers(
        async () => connection,
        async () => echo<ChannelsPort>(),
      )
      await expect(handlers['connection:test']({ serverUrl }, CONTEXT)).rejects.toMatchObject({
        code: 'bad-request',
        field: 'serverUrl',
      })
      expect(connection.test).not.toHaveBeenCalled()
    },
  )
})
