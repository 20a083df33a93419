import { describe, expect, it } from 'vitest'
import type { IpcEvent, IpcEventName } from '#shared/ipc/contract.ts'
import { OperationOrigins, WindowSink } from '../../../src/main/bootstrap/operation-origins.ts'

const WINDOWS = [1, 2, 3]
const LEAD = 1

function rig() {
  const told: { windowId: number; isOwn: boolean }[] = []
  const broadcast: IpcEventName[] = []
  const origins = new OperationOrigins()
  const events = {
    broadcast: (name: IpcEventName) => broadcast.push(name),
    broadcastEach: <N extends IpcEventName>(_name: N, eventOf: (windowId: number) => IpcEvent<N>) => {
      for (const windowId of WINDOWS) {
        const { isOwn } = eventOf(windowId) as IpcEvent<'operation:settled'>
        told.push({ windowId, isOwn })
      }
    },
  }
  const sink = new WindowSink(events, origins, () => LEAD)
  const settle = (key: string): number[] => {
    told.length = 0
    const entity = { entityType: 'device', entityId: 'd', entityName: 'Gate 1' } as const
    sink.broadcast('operation:settled', { key, state: 'conflicted', ...entity, code: null, message: null, isOwn: true })
    return told.filter(({ isOwn }) => isOwn).map(({ windowId }) => windowId)
  }
  return { origins, sink, settle, broadcast, told }
}

describe('what becomes of a change', () => {
  it('is told to every window, and to be said in the one where it was made', () => {
    const { origins, settle, told } = rig()
    origins.remember(['a', 'b'], 3)
    origins.remember(['c'], 2)
    expect([settle('a'), settle('c')]).toEqual([[3], [2]])
    expect(told.map(({ windowId }) => windowId)).toEqual(WINDOWS)
  })

  it('is said by the leading window when nobody knows who made it, or that window is closed', () => {
    const { origins, settle } = rig()
    origins.remember(['a'], 3)
    origins.windowClosed(3)
    expect([settle('a'), settle('of the last start')]).toEqual([[LEAD], [LEAD]])
    expect(origins.size).toBe(0)
  })

  it('takes no more memory for a day of work than for an hour', () => {
    const { origins } = rig()
    for (let round = 0; round < 30; round += 1)
      origins.remember(
        Array.from({ length: 1_000 }, (_, index) => `${round}-${index}`),
        2,
      )
    expect(origins.size).toBe(10_000)
    expect([origins.windowOf('29-999'), origins.windowOf('0-0')]).toEqual([2, null])
  })

  it('leaves all other events as they are', () => {
    const { sink, broadcast } = rig()
    sink.broadcast('operations:changed', { keys: [] })
    expect(broadcast).toEqual(['operations:changed'])
  })
})
