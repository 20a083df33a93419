import { describe, expect, it, vi } from 'vitest'
import { IPC_EVENT_CHANNEL, IPC_REQUEST_CHANNEL } from '#shared/ipc/bridge.ts'
import { IPC_EVENT_NAMES, IPC_REQUEST_NAMES } from '#shared/ipc/contract.ts'
import { createBridge, type IpcPort } from '../../../src/preload/bridge.ts'
import { isEventName, isRequestName } from '../../../src/preload/channel-names.ts'

function setUp(answer: () => Promise<unknown> = async () => ({ v: 1, id: '1', ok: true, value: {} })) {
  let emit: (source: unknown, message: unknown) => void = () => undefined
  const on = vi.fn<IpcPort['on']>((_channel, listener) => {
    emit = listener
  })
  const invoke = vi.fn<IpcPort['invoke']>(() => answer())
  const bridge = createBridge({ invoke, on }, (file) => ('path' in file ? String(file.path) : ''))
  return { bridge, invoke, on, emit: (message: unknown) => emit({ sender: 'secret' }, message) }
}

describe('the bridge of the preload script', () => {
  it('lets every name of the contract through and no other', () => {
    expect(IPC_REQUEST_NAMES.every(isRequestName)).toBe(true)
    expect(IPC_EVENT_NAMES.every(isEventName)).toBe(true)
    expect(isRequestName('toString')).toBe(false)
    expect(isEventName('__proto__')).toBe(false)
  })

  it('sends a request on the one channel, numbered', async () => {
    const { bridge, invoke } = setUp()
    await bridge.request('sync:now', {})
    await bridge.request('connection:connect', {})
    expect(invoke.mock.calls).toEqual([
      [IPC_REQUEST_CHANNEL, { v: 1, id: '1', name: 'sync:now', request: {} }],
      [IPC_REQUEST_CHANNEL, { v: 1, id: '2', name: 'connection:connect', request: {} }],
    ])
  })

  it('says which site is asked, where the window knows it', async () => {
    const { bridge, invoke } = setUp()
    await bridge.request('sync:now', {}, 'north')
    expect(invoke.mock.calls[0]).toEqual([
      IPC_REQUEST_CHANNEL,
      { v: 1, id: '1', name: 'sync:now', request: {}, site: 'north' },
    ])
  })

  it('hands over files by their place, which no page can name', async () => {
    const { bridge, invoke } = setUp()
    await bridge.dropFiles([{ path: '/films/a.mp4' }, { name: 'made up by the page' }], 'Summer', 'north')
    const request = { paths: ['/films/a.mp4'], folder: 'Summer' }
    expect(invoke.mock.calls).toEqual([
      [IPC_REQUEST_CHANNEL, { v: 1, id: '1', name: 'uploads:drop', request, site: 'north' }],
    ])
    expect(await bridge.dropFiles([{ name: 'made up by the page' }], '')).toMatchObject({ ok: false })
    expect(await bridge.request('uploads:drop', { paths: ['/etc/passwd'], folder: '' })).toMatchObject({ ok: false })
    expect(invoke).toHaveBeenCalledTimes(1)
  })

  it('refuses an unknown name without asking the main process', async () => {
    const { bridge, invoke } = setUp()
    const result = await bridge.request('shell:open' as never, {} as never)
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(invoke).not.toHaveBeenCalled()
  })

  it('answers with a failure when the main process does not', async () => {
    const { bridge } = setUp(() => Promise.reject(new Error('gone')))
    expect(await bridge.request('sync:now', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })

  it('gives an event to the listeners of its name, without the sender', () => {
    const { bridge, emit, on } = setUp()
    const listener = vi.fn<(event: { keys: string[] }) => void>()
    bridge.subscribe('operations:changed', listener)
    emit({ name: 'operations:changed', event: { keys: ['a'] } })
    emit({ name: 'queue:changed', event: {} })
    emit({ name: 'unheard-of', event: {} })
    emit(undefined)
    expect(on).toHaveBeenCalledWith(IPC_EVENT_CHANNEL, expect.any(Function))
    expect(listener.mock.calls).toEqual([[{ keys: ['a'] }, null]])
    emit({ name: 'operations:changed', event: { keys: [] }, site: 'north' })
    expect(listener.mock.calls[1]).toEqual([{ keys: [] }, 'north'])
  })

  it('ends exactly the subscription that was asked to end', () => {
    const { bridge, emit } = setUp()
    const listener = vi.fn<(event: { keys: string[] }) => void>()
    const end = bridge.subscribe('operations:changed', listener)
    bridge.subscribe('operations:changed', listener)
    end()
    end()
    emit({ name: 'operations:changed', event: { keys: [] } })
    expect(listener).toHaveBeenCalledTimes(1)
  })
})
