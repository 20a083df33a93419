import { beforeEach, describe, expect, it } from 'vitest'
import { ALARM_EVENT_TYPES } from '#shared/domain/alarm-events.ts'
import type { AlarmGap } from '#shared/domain/alarm-history.ts'
import { type EntityRecord, UNTOUCHED_ALERT } from '#shared/domain/entities.ts'
import type { FeedEvent } from '#shared/protocol/feed.ts'
import type { AlarmStore, AlarmWrite } from '../../../src/main/database/alarm-store.ts'
import { StoreError, type StoreErrorKind } from '../../../src/main/database/errors.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { AlarmRecorder } from '../../../src/main/replica/alarm-recorder.ts'
import type { Cursor } from '../../../src/main/replica/cursor.ts'

const RAISED = {
  deviceId: 'device-1',
  severity: 'high',
  kind: 'offline',
  message: '',
  raisedAt: 1_000,
  clearedAt: null,
}
const CURSOR: Cursor = { epoch: 'one', sequence: 10 }

function recordOf(number: number, sequence: number, reported: object = {}): EntityRecord {
  const id = `alert-${number}`
  return { entityType: 'alert', id, version: 1, sequence, data: UNTOUCHED_ALERT, reported: { ...RAISED, ...reported } }
}

function told(record: EntityRecord, at = 2_000): FeedEvent {
  const { id: alertId, version, sequence, data, reported } = record
  const place = { sequence, previous: 0, channel: 'main/alerts', at, actor: 'device-1', key: null }
  return {
    name: 'health:alert',
    payload: { ...place, alertId, change: 'raised', version, data, reported },
  } as FeedEvent
}

function deleted(number: number, sequence: number): FeedEvent {
  const place = { sequence, previous: 0, channel: 'main/alerts', at: 9_000, actor: 'server', key: null }
  const about = { entityType: 'alert', entityId: `alert-${number}`, version: 1, record: null } as const
  return { name: 'entity:changed', payload: { ...place, ...about } }
}

/** A disk that outlives a run of the program. */
class Disk {
  readonly writes: AlarmWrite[] = []
  readonly gaps: AlarmGap[] = []
  meta: Record<string, string> = {}
  /** How many were written at once. */
  readonly sizes: number[] = []
  /** Why it takes nothing; null: it does. */
  trouble: StoreErrorKind | null = null
  now = 100_000
  isCurrent = true

  /** A run of the program: what was not written before is lost. */
  async start(cursor: Cursor | null = CURSOR, records: readonly EntityRecord[] = []): Promise<AlarmRecorder> {
    const reads = { now: () => this.now, isCurrent: () => this.isCurrent }
    const recorder = new AlarmRecorder({ store: this.#store(), logger: silentLogger, ...reads })
    await recorder.open(this.meta, { cursor, syncedAt: 50_000, records: () => records })
    return recorder
  }

  /** Stores the cursor as the copy does it. */
  async persist(recorder: AlarmRecorder, cursor: Cursor): Promise<void> {
    const marks = recorder.mark(cursor)
    await recorder.flush()
    for (const mark of marks) if (mark.type === 'meta.put') this.meta = { ...this.meta, [mark.name]: mark.value }
  }

  get steps(): string[] {
    return this.writes.flatMap(({ events }) => events.map(({ alarmId, type }) => `${alarmId} ${type}`))
  }

  #store(): AlarmStore {
    return {
      recordAlarms: async (writes, gaps) => {
        await Promise.resolve()
        if (this.trouble !== null) throw new StoreError(this.trouble, 'not written')
        this.sizes.push(writes.length)
        this.writes.push(...writes)
        this.gaps.push(...gaps)
      },
      alarmTracks: async () => [
        ...Array.from(new Map(this.writes.map(({ alarmId, track }) => [alarmId, track])).values()).flatMap(
          (track) => track ?? [],
        ),
      ],
      alarmHistory: () => Promise.reject(new Error('not asked here')),
      pruneAlarms: async () => false,
    }
  }
}

let disk: Disk
beforeEach(() => {
  disk = new Disk()
})

/** A record that has begun, with its cursor stored. */
async function begun(): Promise<AlarmRecorder> {
  const recorder = await disk.start(null)
  recorder.takeSnapshot([])
  await disk.persist(recorder, CURSOR)
  return recorder
}

describe('the recorder of alarms', () => {
  it('begins with what the server keeps, which it has not seen happen', async () => {
    const recorder = await disk.start(null)
    recorder.takeSnapshot([recordOf(1, 5), { ...recordOf(2, 6), entityType: 'device' }])
    await recorder.flush()
    expect(disk.writes.flatMap(({ events }) => events.map(({ type, isLate }) => [type, isLate]))).toEqual([
      ['raised', true],
    ])
    expect(recorder.coverage(disk.now)).toEqual({ since: 100_000, until: 100_000 })
    expect(disk.gaps).toEqual([])
  })

  it('records each change once, however often it is told', async () => {
    const recorder = await begun()
    const events = [told(recordOf(1, 11)), told(recordOf(1, 12, { clearedAt: 3_000 })), deleted(1, 13)]
    for (const event of [...events.slice(0, 2), ...events]) recorder.take(event)
    await recorder.flush()
    expect(disk.steps).toEqual(['alert-1 raised', 'alert-1 cleared'])
  })

  it('goes on after a restart where the cursor stands, with nothing twice and no gap', async () => {
    const first = await begun()
    first.take(told(recordOf(1, 11)))
    first.take(told(recordOf(2, 12)))
    // Written, but the program ends before its cursor is.
    await first.flush()
    const second = await disk.start()
    for (const event of [told(recordOf(1, 11)), told(recordOf(2, 12)), told(recordOf(3, 13))]) second.take(event)
    await disk.persist(second, { epoch: 'one', sequence: 13 })
    expect(disk.steps).toEqual(['alert-1 raised', 'alert-2 raised', 'alert-3 raised'])
    expect(disk.gaps).toEqual([])
  })

  it('stores no cursor ahead of what waits', async () => {
    const recorder = await begun()
    recorder.take(told(recordOf(1, 11)))
    disk.trouble = 'full'
    await expect(disk.persist(recorder, { epoch: 'one', sequence: 11 })).rejects.toThrow('not written')
    disk.trouble = null
    await disk.persist(recorder, { epoch: 'one', sequence: 11 })
    expect(disk.steps).toEqual(['alert-1 raised'])
    expect(JSON.parse(disk.meta['alarm_record'] ?? '')).toMatchObject({ sequence: 11 })
  })

  it('writes a flood in parts, once, also when two ask for it at the same time', async () => {
    const recorder = await begun()
    for (let number = 0; number < 1_000; number += 1) recorder.take(told(recordOf(number, 11 + number)))
    await Promise.all([recorder.flush(), recorder.flush()])
    expect(disk.sizes).toEqual([250, 250, 250, 250])
    expect(new Set(disk.steps).size).toBe(1_000)
    expect(disk.steps).toHaveLength(1_000)
  })

  it('notes a gap when a snapshot stands in for what the server has forgotten', async () => {
    const recorder = await begun()
    recorder.take(told(recordOf(1, 11)))
    recorder.take(told(recordOf(2, 12)))
    await disk.persist(recorder, { epoch: 'one', sequence: 12 })
    disk.now = 500_000
    // Of another life of the feed, where numbers begin anew.
    recorder.takeSnapshot([recordOf(1, 0, { clearedAt: 300_000 }), recordOf(3, 0, { raisedAt: 400_000 })])
    await recorder.flush()
    expect(disk.gaps).toEqual([{ from: 100_000, to: 500_000, reason: 'history-lost' }])
    expect(disk.steps.slice(2)).toEqual(['alert-1 cleared', 'alert-3 raised', 'alert-2 forgotten'])
    expect(disk.writes.at(-2)?.events[0]?.isLate).toBe(true)
  })

  it('finds what an earlier run has not recorded, and says from when to when', async () => {
    const first = await begun()
    await disk.persist(first, { epoch: 'one', sequence: 20 })
    const second = await disk.start({ epoch: 'one', sequence: 30 }, [recordOf(7, 25)])
    await second.flush()
    expect(disk.gaps.map(({ from, reason }) => [from, reason])).toEqual([[100_000, 'not-recorded']])
    expect(disk.steps).toEqual(['alert-7 raised'])
  })

  it('says up to when everything is known while it hears nothing', async () => {
    const recorder = await begun()
    disk.now = 200_000
    expect(recorder.coverage(disk.now).until).toBe(200_000)
    await disk.persist(recorder, { epoch: 'one', sequence: 11 })
    disk.now = 300_000
    await disk.persist(recorder, { epoch: 'one', sequence: 12 })
    disk.isCurrent = false
    disk.now = 900_000
    expect(recorder.coverage(disk.now).until).toBe(200_000)
    expect((await disk.start({ epoch: 'one', sequence: 12 })).coverage(disk.now).until).toBe(200_000)
  })

  it('is not sure of the time for which the PC slept, although it wakes up as if it was connected', async () => {
    const recorder = await begun()
    await disk.persist(recorder, { epoch: 'one', sequence: 11 })
    disk.now = 30_000_000
    await disk.persist(recorder, { epoch: 'one', sequence: 12 })
    disk.isCurrent = false
    await disk.persist(recorder, { epoch: 'one', sequence: 12 })
    recorder.takeSnapshot([])
    await recorder.flush()
    expect(disk.gaps).toEqual([{ from: 100_000, to: 30_000_000, reason: 'history-lost' }])
  })

  it('records nothing more in this run when far too much waits, and the next run finds the gap', async () => {
    const recorder = await begun()
    for (let number = 0; number <= 100_000; number += 1) recorder.take(told(recordOf(number, 11 + number)))
    await disk.persist(recorder, { epoch: 'one', sequence: 200_000 })
    expect(disk.steps).toEqual([])
    const next = await disk.start({ epoch: 'one', sequence: 200_000 })
    await next.flush()
    expect(disk.gaps.map(({ reason }) => reason)).toEqual(['not-recorded'])
  })

  it('does not hold up the copy when something can never be written, and the next run finds the gap', async () => {
    const recorder = await begun()
    recorder.take(told(recordOf(1, 11)))
    disk.trouble = 'other'
    await recorder.flush()
    disk.trouble = null
    await disk.persist(recorder, { epoch: 'one', sequence: 12 })
    const next = await disk.start({ epoch: 'one', sequence: 12 }, [recordOf(1, 11)])
    await next.flush()
    expect([disk.steps, disk.gaps.map(({ reason }) => reason)]).toEqual([['alert-1 raised'], ['not-recorded']])
  })

  it('knows every type by the number that is on disk', () => {
    expect(ALARM_EVENT_TYPES.slice(0, 3)).toEqual(['raised', 'cleared', 'acknowledged'])
  })
})
