import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DiskEvent, SimulatedDisk } from '../../../tools/powercut/disk.ts'
import { cutEverywhere, recordRun } from '../../../tools/powercut/run.ts'
import { seededRandom, temporaryFolder } from '../../support/queue-host.ts'

/** The recorder interposes the C library's file functions, which only Linux lets a program do this way. */
describe.runIf(process.platform === 'linux')('a power cut', () => {
  const folder = temporaryFolder()
  let events: DiskEvent[] = []

  beforeAll(() => {
    events = recordRun(folder.path, 160)
  })
  afterAll(() => folder.remove())

  it('loses nothing that was accepted, wherever it comes', () => {
    expect(cutEverywhere(events, 90, 1, folder.path)).toEqual([])
  })

  it('is noticed on a disk that lies about its syncs', () => {
    const lying = events.filter((event, index) => event.kind !== 'sync' || index < 40)
    expect(cutEverywhere(lying, 8, 2, folder.path).join('\n')).toMatch(/lost|does not open/)
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
