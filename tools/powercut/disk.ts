import type { Random } from '../../src/main/platform/random.ts'

/** One thing a process did to a file, in the order in which it did it. */
export type DiskEvent =
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly length: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'unlink'; readonly file: string }

/** What becomes of writes that were not synced: all lost, some of them lost, or some lost and one torn in the middle. */
export type CutMode = 'dropped' | 'random' | 'torn'
export const CUT_MODES: readonly CutMode[] = ['dropped', 'random', 'torn']

type Change = Extract<DiskEvent, { kind: 'write' | 'truncate' }>

interface FileState {
  /** What the disk holds whatever happens. */
  durable: Buffer
  /** Since the last sync, in order. */
  pending: Change[]
}

const SECTOR_BYTES = 512
const HEAD_BYTES = 14

/** Reads a record of `recorder.c`. A last entry that is cut off is left out. */
export function parseRecord(record: Buffer): DiskEvent[] {
  const events: DiskEvent[] = []
  let at = 0
  while (at + HEAD_BYTES <= record.length) {
    const kind = String.fromCharCode(record.readUInt8(at))
    const nameLength = record.readUInt8(at + 1)
    const dataLength = record.readUInt32LE(at + 2)
    const offset = Number(record.readBigInt64LE(at + 6))
    const start = at + HEAD_BYTES
    at = start + nameLength + dataLength
    if (at > record.length) break
    const file = record.toString('utf8', start, start + nameLength)
    const data = record.subarray(start + nameLength, at)
    if (kind === 'W') events.push({ kind: 'write', file, offset, data })
    else if (kind === 'T') events.push({ kind: 'truncate', file, length: offset })
    else if (kind === 'S') events.push({ kind: 'sync', file })
    else if (kind === 'U') events.push({ kind: 'unlink', file })
    else throw new Error(`unknown entry ${kind} in the record`)
  }
  return events
}

/** A disk that keeps only what was synced. Feed it events in order, and cut its power at any moment. */
export class SimulatedDisk {
  readonly #files = new Map<string, FileState>()

  apply(event: DiskEvent): void {
    if (event.kind === 'unlink') {
      this.#files.delete(event.file)
      return
    }
    const file = this.#file(event.file)
    if (event.kind !== 'sync') {
      file.pending.push(event)
      return
    }
    for (const change of file.pending) file.durable = changed(file.durable, change)
    file.pending = []
  }

  /** The files as they are found after the power came back. The disk itself goes on as if nothing had happened. */
  cut(mode: CutMode, random: Random): ReadonlyMap<string, Buffer> {
    const images = new Map<string, Buffer>()
    for (const [name, { durable, pending }] of this.#files) {
      let image = durable
      // Sectors reach the disk in any order, so any part of what was not synced may be there.
      const kept = mode === 'dropped' ? [] : pending.filter(() => random.next() < 0.5)
      const torn = mode === 'torn' ? Math.floor(random.next() * kept.length) : -1
      kept.forEach((change, index) => {
        image = changed(image, index === torn ? tear(change, random) : change)
      })
      images.set(name, image)
    }
    return images
  }

  #file(name: string): FileState {
    let file = this.#files.get(name)
    if (file === undefined) {
      file = { durable: Buffer.alloc(0), pending: [] }
      this.#files.set(name, file)
    }
    return file
  }
}

function tear(change: Change, random: Random): Change {
  if (change.kind !== 'write') return change
  const sectors = Math.floor(change.data.length / SECTOR_BYTES)
  return { ...change, data: change.data.subarray(0, Math.floor(random.next() * (sectors + 1)) * SECTOR_BYTES) }
}

function changed(content: Buffer, change: Change): Buffer {
  if (change.kind === 'truncate') {
    if (change.length <= content.length) return content.subarray(0, change.length)
    return Buffer.concat([content, Buffer.alloc(change.length - content.length)])
  }
  const end = change.offset + change.data.length
  const result = Buffer.alloc(Math.max(content.length, end))
  content.copy(result)
  change.data.copy(result, change.offset)
  return result
}
