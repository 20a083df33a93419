import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeOfEvent } from '../../../src/main/inbound/change-of-event.ts'
import { WaitingChanges } from '../../../src/main/inbound/waiting-changes.ts'
import { BaseState } from '../../../src/main/replica/base.ts'
import type { FeedEvent } from '../../../src/shared/protocol/feed.ts'
import { deviceRecord } from '../../support/builders.ts'

const IDS = ['dev_1', 'dev_2', 'dev_3']
type Kind = 'status' | 'health' | 'command' | 'edit' | 'delete'

function eventOf(sequence: number, { id, kind }: { id: string; kind: Kind }): FeedEvent {
  const place = { sequence, previous: sequence - 1, channel: 'main/devices', at: sequence }
  const cause = { actor: 'Operator', key: null }
  const ref = { entityType: 'device', entityId: id, version: sequence }
  const key = '0b7a4c1e-0d0b-4c5e-9d53-0e9c3f6a4d21'
  const health = { score: sequence % 100, cpu: 1, memory: 1, storage: 1, temperature: 1 }
  switch (kind) {
    case 'status':
      return { name: 'device:status-update', payload: { ...place, deviceId: id, status: 'idle', lastSeenAt: sequence } }
    case 'health':
      return {
        name: 'device:status-update',
        payload: { ...place, deviceId: id, status: 'online', lastSeenAt: sequence, health },
      }
    case 'command':
      return {
        name: 'command:reported',
        payload: { ...place, deviceId: id, key, command: 'reload', result: 'done', message: null },
      }
    case 'edit':
      return {
        name: 'entity:changed',
        payload: { ...place, ...cause, ...ref, record: deviceRecord(id, { version: sequence, sequence }) },
      } as FeedEvent
    case 'delete':
      return { name: 'entity:changed', payload: { ...place, ...cause, ...ref, record: null } } as FeedEvent
  }
}

const steps = fc.array(
  fc.record({
    id: fc.constantFrom(...IDS),
    kind: fc.constantFrom<Kind>('status', 'status', 'health', 'command', 'edit', 'delete'),
    takes: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 40 },
)

function baseOf(): BaseState {
  const base = new BaseState()
  base.load(IDS.map((id) => deviceRecord(id)))
  return base
}

const held = (base: BaseState) => IDS.map((entityId) => base.get({ entityType: 'device', entityId }))

describe('changes that wait to be applied', () => {
  it('lead to the same copy as applied one by one, however they were merged and put forward', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const waiting = new WaitingChanges(1_000)
        const [direct, merged] = [baseOf(), baseOf()]
        const takeSome = (count: number): void => {
          let taken = 0
          for (const changes of waiting.take(0, 0)) {
            for (const { change } of changes) merged.apply(change)
            taken++
            if (taken >= count) break
          }
        }
        given.forEach((step, index) => {
          const event = eventOf(index + 10, step)
          direct.apply(changeOfEvent(event))
          waiting.add(event, changeOfEvent(event), 0)
          if (step.takes > 0) takeSome(step.takes)
        })
        takeSome(Number.POSITIVE_INFINITY)
        expect(held(merged)).toEqual(held(direct))
        expect([waiting.size, waiting.oldest()]).toEqual([0, null])
      }),
      { numRuns: 300 },
    )
  })

  it('know the oldest event that is not applied yet', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const waiting = new WaitingChanges(1_000)
        const unapplied = new Map<string, number[]>()
        given.forEach((step, index) => {
          const sequence = index + 10
          waiting.add(eventOf(sequence, step), changeOfEvent(eventOf(sequence, step)), 0)
          unapplied.set(step.id, [...(unapplied.get(step.id) ?? []), sequence])
          if (step.takes === 3) {
            const [changes] = waiting.take(0, 0)
            const [first] = changes ?? []
            const change = first?.change
            if (change !== undefined)
              unapplied.delete(change.kind === 'record' ? change.record.id : change.ref.entityId)
          }
          const expected = [...unapplied.values()].flat()
          expect(waiting.oldest()).toBe(expected.length === 0 ? null : Math.min(...expected))
        })
      }),
      { numRuns: 300 },
    )
  })

  it('put what devices report before what others edit', () => {
    const waiting = new WaitingChanges(10)
    for (const [sequence, step] of [
      [10, { id: 'dev_1', kind: 'edit' }],
      [11, { id: 'dev_2', kind: 'status' }],
    ] as const) {
      waiting.add(eventOf(sequence, step), changeOfEvent(eventOf(sequence, step)), 0)
    }
    const taken = [...waiting.take(0, 0)].flat().map(({ change }) => change.kind)
    expect(taken).toEqual(['reported', 'record'])
  })

  it('become one where nothing of the first would be left', () => {
    const waiting = new WaitingChanges(10)
    const outcomes = (['health', 'status', 'health', 'command'] as const).map((kind, index) => {
      const event = eventOf(10 + index, { id: 'dev_1', kind })
      return waiting.add(event, changeOfEvent(event), 0)
    })
    expect(outcomes).toEqual(['waiting', 'waiting', 'merged', 'waiting'])
  })

  it('say when they are full, and take what merges even then', () => {
    const waiting = new WaitingChanges(1)
    const add = (sequence: number, id: string) => {
      const event = eventOf(sequence, { id, kind: 'health' })
      return waiting.add(event, changeOfEvent(event), 0)
    }
    expect([add(10, 'dev_1'), add(11, 'dev_2'), add(12, 'dev_1')]).toEqual(['waiting', 'full', 'merged'])
    expect([waiting.clear(), waiting.size, waiting.oldest()]).toEqual([1, 0, null])
  })

  it('wait until their entity has been quiet, and not for ever', () => {
    const waiting = new WaitingChanges(10)
    const add = (at: number) => {
      const event = eventOf(10 + at, { id: 'dev_1', kind: 'health' })
      waiting.add(event, changeOfEvent(event), at)
    }
    add(0)
    add(40)
    expect([...waiting.take(80, 50)]).toHaveLength(0)
    expect([...waiting.take(90, 50)]).toHaveLength(1)
    for (let at = 100; at <= 600; at += 20) add(at)
    expect([...waiting.take(600, 50)]).toHaveLength(1)
  })
})
