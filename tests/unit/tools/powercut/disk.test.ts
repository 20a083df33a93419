import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiskEvent, parseRecord, SimulatedDisk } from '../../../../tools/powercut/disk.ts'
import { MIGRATED, MIGRATING, NOTES } from '../../../../tools/powercut/notes.ts'
import { migrationIn } from '../../../../tools/powercut/run.ts'
import { seededRandom } from '../../../support/queue-host.ts'

const SYNC: DiskEvent = { kind: 'sync', file: 'f' }
const write = (offset: number, text: string, file = 'f'): DiskEvent => ({
  kind: 'write',
  file,
  offset,
  data: Buffer.from(text),
})
const truncate = (length: number): DiskEvent => ({ kind: 'truncate', file: 'f', length })

function diskAfter(...events: readonly DiskEvent[]): SimulatedDisk {
  const disk = new SimulatedDisk()
  for (const event of events) disk.apply(event)
  return disk
}

const contentOf = (disk: SimulatedDisk, mode: Parameters<SimulatedDisk['cut']>[0] = 'dropped', seed = 1) =>
  disk.cut(mode, seededRandom(seed)).get('f')?.toString('latin1')

/** One entry as the recorder writes it. */
function entry(kind: string, name: string, offset: number, data: string): Buffer {
  const head = Buffer.alloc(14)
  head.write(kind, 0)
  head.writeUInt8(name.length, 1)
  head.writeUInt32LE(data.length, 2)
  head.writeBigInt64LE(BigInt(offset), 6)
  return Buffer.concat([head, Buffer.from(name), Buffer.from(data)])
}

describe('the simulated disk', () => {
  it('keeps what was synced and forgets what was not', () => {
    expect(contentOf(diskAfter(write(0, 'kept'), SYNC, write(4, ' lost')))).toBe('kept')
  })

  it('fills what was skipped or cut off and grown again with zeros', () => {
    expect(contentOf(diskAfter(write(2, 'b'), SYNC))).toBe('\0\0b')
    expect(contentOf(diskAfter(write(0, 'abcd'), truncate(1), truncate(3), SYNC))).toBe('a\0\0')
  })

  it('goes on after a cut as if nothing had happened', () => {
    const disk = diskAfter(write(0, 'one'), SYNC, write(0, 'two'))
    for (const seed of [1, 2, 3, 4]) contentOf(disk, 'random', seed)
    expect(contentOf(disk)).toBe('one')
    disk.apply(SYNC)
    expect(contentOf(disk)).toBe('two')
  })

  it('lets any part of what was not synced be there', () => {
    const disk = diskAfter(write(0, '....'), SYNC, write(0, 'a'), write(1, 'b'), write(2, 'c'))
    const seen = new Set(Array.from({ length: 60 }, (_, seed) => contentOf(disk, 'random', seed)))
    expect(seen).toContain('....')
    expect(seen).toContain('abc.')
    expect(seen).toContain('a.c.')
  })

  it('tears a write at the border of a sector', () => {
    const disk = diskAfter(write(0, '.'.repeat(1_024)), SYNC, write(0, 'x'.repeat(1_024)))
    const seen = new Set(
      Array.from({ length: 60 }, (_, seed) => contentOf(disk, 'torn', seed)?.replace(/\.+$/, '').length),
    )
    expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual([0, 512, 1_024])
  })

  it('forgets a file that was removed', () => {
    expect(diskAfter(write(0, 'a'), SYNC, { kind: 'unlink', file: 'f' }).cut('dropped', seededRandom(1)).size).toBe(0)
  })

  it('holds after a sync exactly what a file would hold', () => {
    const change = fc.oneof(
      fc.record({ at: fc.nat(40), text: fc.string({ maxLength: 20 }) }).map(({ at, text }) => write(at, text)),
      fc.nat(50).map(truncate),
      fc.constant(SYNC),
    )
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        let file = Buffer.alloc(0)
        for (const one of changes) {
          if (one.kind === 'sync' || one.kind === 'unlink') continue
          const length = one.kind === 'truncate' ? one.length : Math.max(file.length, one.offset + one.data.length)
          const next = Buffer.alloc(length)
          file.copy(next)
          if (one.kind === 'write') one.data.copy(next, one.offset)
          file = next
        }
        expect(contentOf(diskAfter(write(0, ''), ...changes, SYNC))).toBe(file.toString('latin1'))
      }),
    )
  })
})

describe('a record of the recorder', () => {
  it('is read back, without a last entry that is cut off', () => {
    const record = Buffer.concat([
      entry('W', 'f', 7, 'data'),
      entry('T', 'f', 3, ''),
      entry('S', 'f', 0, ''),
      entry('U', 'g', 0, ''),
      entry('W', 'f', 0, 'cut off').subarray(0, 18),
    ])
    expect(parseRecord(record)).toEqual([
      { kind: 'write', file: 'f', offset: 7, data: Buffer.from('data') },
      { kind: 'truncate', file: 'f', length: 3 },
      { kind: 'sync', file: 'f' },
      { kind: 'unlink', file: 'g' },
    ])
  })

  it('says where a migration was', () => {
    const note = (text: string): DiskEvent => write(0, `${text}\n`, NOTES)
    const events = [write(0, 'a'), note(`key-1\n${MIGRATING}`), SYNC, write(1, 'b'), note(MIGRATED), SYNC]
    expect(migrationIn(events)).toEqual([1, 4])
    expect(migrationIn(events.slice(0, 3))).toBeNull()
  })
})
