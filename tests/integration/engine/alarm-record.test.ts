import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { totalOf } from '#shared/domain/alarm-stretches.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { type FleetServerProcess, startFleetServer } from '../../support/fleet-server.ts'
import { temporaryFolder } from '../../support/queue-host.ts'
import { TestConsole, waitFor } from './console.ts'

describe('the record of alarms of a site', () => {
  let folder = temporaryFolder()
  let server: FleetServerProcess
  const consoles: TestConsole[] = []

  async function open(): Promise<TestConsole> {
    const opened = await TestConsole.open(folder.path, server)
    consoles.push(opened)
    await opened.connect()
    await waitFor('the copy is current', () => opened.engine.inbound.isCurrent)
    return opened
  }
  beforeEach(async () => {
    folder = temporaryFolder()
    server = await startFleetServer()
  })
  afterEach(async () => {
    for (const one of consoles.splice(0)) await one.close()
    await server.stop()
    folder.remove()
  })

  /** Answers the ids of the alarms. */
  async function raise(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let number = 1; number <= count; number += 1) {
      const about = { deviceId: `device-0000${number}`, severity: 'critical', kind: 'overheating' }
      ids.push(String((await server.switch('alarm', about))['id']))
    }
    return ids
  }
  const history = (site: TestConsole): Promise<AlarmHistory> => {
    if (site.engine.alarms === null) throw new Error('alarms are recorded here')
    return site.engine.alarms.history('week')
  }
  async function reaches(site: TestConsole, raised: number): Promise<AlarmHistory> {
    await waitFor(`${raised} alarms`, async () => totalOf((await history(site)).whole.raised) === raised)
    return history(site)
  }
  async function activeAtServer(): Promise<number> {
    return (await server.entities('alert')).filter(({ reported }) => reported['clearedAt'] === null).length
  }
  /** What is on disk, step by step. */
  function steps(): string[] {
    const database = openDatabase(join(folder.path, 'site.sqlite'), { readonly: true })
    const rows = database
      .prepare<[], { line: string }>("SELECT alarm_id || ' ' || type AS line FROM alarm_events WHERE is_late = 0")
      .all()
    database.close()
    return rows.map(({ line }) => line)
  }
  const gapsOf = ({ gaps }: AlarmHistory): string[] =>
    gaps.map(({ reason }) => reason).filter((reason) => reason !== 'before-record')

  it('has each step once, with who acknowledged and how soon', async () => {
    const site = await open()
    const [id = ''] = await raise(3)
    await reaches(site, 3)
    const fields = { acknowledged: true, note: 'On my way' }
    await site.engine.outbox.enqueue([{ kind: 'update', entityType: 'alert', entityId: id, fields }])
    await site.drained()
    await waitFor('acknowledged', async () => (await history(site)).whole.acknowledged === 1)
    const { whole, before } = await history(site)
    expect(whole.raised).toEqual({ critical: 3, high: 0, medium: 0, low: 0 })
    expect(whole.medianMs).toBeLessThan(10_000)
    expect(whole.standing).toBe(await activeAtServer())
    expect(before.observedMs).toBe(0)
    expect(steps()).toHaveLength(4)
  })

  it('has what happened while the program was off, once and without a gap, where the server still tells it', async () => {
    const first = await open()
    await raise(2)
    const { since } = await reaches(first, 2)
    await first.crash()
    await raise(3)
    const second = await open()
    const told = await reaches(second, 5)
    expect(gapsOf(told)).toEqual([])
    expect(told.since).toBe(since)
    await second.close()
    const third = await open()
    expect(totalOf((await history(third)).whole.raised)).toBe(5)
    expect(new Set(steps()).size).toBe(steps().length)
  })

  it('says that it has missed something where the server has forgotten it, and counts what is left apart', async () => {
    const first = await open()
    await raise(1)
    await reaches(first, 1)
    await first.close()
    const [missed = ''] = await raise(2)
    await server.switch('delete', { entityType: 'alert', entityId: missed })
    const late = (await server.entities('alert')).length - 1
    await server.switch('forget-feed')
    const second = await open()
    const told = await history(second)
    expect(gapsOf(told)).toEqual(['history-lost'])
    // What was there before the record began, and of the two of the gap the one that is left.
    expect([totalOf(told.whole.raised), told.whole.late]).toEqual([1, late])
    await raise(1)
    await reaches(second, 2)
  })
})
