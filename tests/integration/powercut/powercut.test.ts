import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DiskEvent, SimulatedDisk } from '../../../tools/powercut/disk.ts'
import { type CutViolation, cutEverywhere, endOf, migrationIn, recordRun } from '../../../tools/powercut/run.ts'
import { seededRandom, temporaryFolder } from '../../support/queue-host.ts'

const kindsOf = (violations: readonly CutViolation[]) => new Set(violations.map(({ what }) => what))

/** The recorder interposes the C library's file functions, which only Linux lets a program do this way. */
describe.runIf(process.platform === 'linux')('a power cut', () => {
  const folder = temporaryFolder()
  let events: DiskEvent[] = []

  beforeAll(() => {
    events = recordRun(folder.path, 160)
  })
  afterAll(() => folder.remove())

  it('loses nothing that was accepted, wherever it comes, also while an older file is migrated', async () => {
    const [from, to] = migrationIn(events) ?? [0, 0]
    expect(to - from).toBeGreaterThan(10)
    expect(await cutEverywhere(events, 90, 1, folder.path)).toEqual([])
  })

  it('falls into a life with all that the queue does', () => {
    const { created, applied, merged, cancelled } = endOf(events, folder.path)
    expect(Math.min(applied, merged, cancelled)).toBeGreaterThan(3)
    expect(created).toBeGreaterThan(250)
  })

  it('is noticed on a disk that lies about its syncs', async () => {
    const lying = events.filter((event, index) => event.kind !== 'sync' || index < 40)
    expect([...kindsOf(await cutEverywhere(lying, 10, 2, folder.path))].join()).toMatch(/lost|unopened/)
  })

  it('is noticed when commits do not wait for the disk', async () => {
    // What synchronous=NORMAL does: the log is synced only when it is copied into the database.
    const hasty = events.filter(({ kind, file }) => kind !== 'sync' || !file.endsWith('-wal'))
    expect(kindsOf(await cutEverywhere(hasty, 12, 3, folder.path))).toContain('lost')
  })
})

describe('the simulated disk', () => {
  const write = (offset: number, text: string): DiskEvent => ({
    kind: 'write',
    file: 'f',
    offset,
    data: Buffer.from(text),
  })

  it('keeps what was synced and forgets what was not', () => {
    const disk = new SimulatedDisk()
    for (const event of [write(0, 'kept'), { kind: 'sync', file: 'f' } as const, write(4, ' lost')]) disk.apply(event)
    expect(disk.cut('dropped', seededRandom(1)).get('f')?.toString()).toBe('kept')
  })
})
