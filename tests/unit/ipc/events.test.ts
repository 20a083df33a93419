import { describe, expect, it } from 'vitest'
import { EventBroadcaster, type EventTarget } from '../../../src/main/ipc/events.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'

class FakeTarget implements EventTarget {
  readonly windowId: number
  readonly sent: unknown[] = []
  isThere = true
  isBreaking = false

  constructor(windowId: number) {
    this.windowId = windowId
  }
  isAlive(): boolean {
    return this.isThere
  }
  send(channel: string, message: unknown): void {
    if (this.isBreaking) throw new Error('the frame is gone')
    this.sent.push([channel, message])
  }
}

describe('EventBroadcaster', () => {
  it('tells all living windows, whatever one of them does', () => {
    const targets = [new FakeTarget(1), new FakeTarget(2), new FakeTarget(3)] as const
    targets[0].isBreaking = true
    targets[1].isThere = false
    new EventBroadcaster(() => targets, silentLogger).broadcast('operations:changed', { keys: ['k'] })
    expect(targets.map(({ sent }) => sent)).toEqual([
      [],
      [],
      [['outpost:event', { name: 'operations:changed', event: { keys: ['k'] } }]],
    ])
  })

  it('tells of a site those that look at it, and names the site', () => {
    const targets = [new FakeTarget(1), new FakeTarget(2)] as const
    const site = new EventBroadcaster(() => targets, silentLogger).ofSite('north', (windowId) => windowId === 2)
    site.broadcast('operations:changed', { keys: [] })
    expect(targets[0].sent).toEqual([])
    expect(targets[1].sent).toEqual([
      ['outpost:event', { name: 'operations:changed', event: { keys: [] }, site: 'north' }],
    ])
  })

  it('tells one window what only that one asked for', () => {
    const targets = [new FakeTarget(1), new FakeTarget(2)] as const
    const event = { subscription: 's', name: 'n', payload: 1 }
    new EventBroadcaster(() => targets, silentLogger).sendTo(2, 'channel:event', event, null)
    expect(targets[0].sent).toEqual([])
    expect(targets[1].sent).toHaveLength(1)
  })
})
