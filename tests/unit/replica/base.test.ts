import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BaseChange, BaseState } from '../../../src/main/replica/base.ts'
import { deviceData, deviceRecord, deviceReported } from '../../support/builders.ts'

const ref = { entityType: 'device', entityId: 'dev_1' } as const

describe('the base state', () => {
  it('takes a report without touching what operators edited', () => {
    const base = new BaseState()
    base.put(deviceRecord('dev_1', { version: 4 }))
    expect(base.apply({ kind: 'reported', ref, sequence: 9, reported: { status: 'offline' } })).toBe('changed')
    expect(base.get(ref)).toMatchObject({ version: 4, sequence: 9, reported: { status: 'offline' } })
    expect(base.get(ref)?.data).toEqual(deviceRecord('dev_1').data)
  })

  it('does not let an old report undo a newer one', () => {
    const base = new BaseState()
    base.put(deviceRecord('dev_1', { sequence: 10, reported: deviceReported({ status: 'offline' }) }))
    expect(base.apply({ kind: 'reported', ref, sequence: 9, reported: { status: 'online' } })).toBe('stale')
    expect(base.get(ref)?.reported['status']).toBe('offline')
  })

  it('does not let an old edit undo a newer one, but takes the newer half', () => {
    const base = new BaseState()
    base.put(deviceRecord('dev_1', { version: 5, sequence: 3, data: { ...deviceData({ name: 'new' }) } }))
    const late = deviceRecord('dev_1', {
      version: 4,
      sequence: 8,
      data: { ...deviceData({ name: 'old' }) },
      reported: deviceReported({ status: 'idle' }),
    })
    base.apply({ kind: 'record', record: late })
    expect(base.get(ref)).toMatchObject({
      version: 5,
      sequence: 8,
      data: { name: 'new' },
      reported: { status: 'idle' },
    })
  })

  it('keeps a deleted entity deleted until its deletion is behind us', () => {
    const base = new BaseState()
    base.put(deviceRecord('dev_1', { version: 3, sequence: 3 }))
    base.bury(ref, 4, 20)
    expect(base.apply({ kind: 'record', record: deviceRecord('dev_1', { version: 3, sequence: 12 }) })).toBe('stale')
    base.graves.forget(20)
    expect(base.apply({ kind: 'record', record: deviceRecord('dev_1', { version: 1, sequence: 30 }) })).toBe('changed')
  })

  it('knows of a record whether something newer is here, or was deleted here', () => {
    const base = new BaseState()
    const record = (version: number) => deviceRecord('dev_1', { version, sequence: version })
    expect(base.isNewerThan(record(1))).toBe(false)
    base.put(record(2))
    expect([1, 2, 3].map((version) => base.isNewerThan(record(version)))).toEqual([true, false, false])
    base.bury(ref, 3, 3)
    expect([2, 3, 4].map((version) => base.isNewerThan(record(version)))).toEqual([true, true, false])
  })

  it('says when a report is about something it does not hold', () => {
    expect(new BaseState().apply({ kind: 'reported', ref, sequence: 1, reported: {} })).toBe('unknown-entity')
  })

  it('ends the same in whatever order edits and reports arrive', () => {
    const changes: BaseChange[] = [
      {
        kind: 'record',
        record: deviceRecord('dev_1', { version: 2, sequence: 2, data: { ...deviceData({ name: 'b' }) } }),
      },
      {
        kind: 'record',
        record: deviceRecord('dev_1', { version: 3, sequence: 4, data: { ...deviceData({ name: 'c' }) } }),
      },
      { kind: 'reported', ref, sequence: 6, reported: deviceReported({ status: 'idle' }) },
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(changes, { minLength: 3 }), (shuffled) => {
        const base = new BaseState()
        base.put(deviceRecord('dev_1'))
        for (const change of shuffled) base.apply(change)
        expect(base.get(ref)).toMatchObject({
          version: 3,
          sequence: 6,
          data: { name: 'c' },
          reported: { status: 'idle' },
        })
      }),
    )
  })
})
