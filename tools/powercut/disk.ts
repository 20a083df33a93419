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
  readonly durable: Content
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
    for (const change of file.pending) file.durable.apply(change)
    file.pending = []
  }

  /** The files as they are found after the power came back. The disk itself goes on as if nothing had happened. */
  cut(mode: CutMode, random: Random): ReadonlyMap<string, Buffer> {
    const images = new Map<string, Buffer>()
    for (const [name, { durable, pending }] of this.#files) {
      const image = durable.copy()
      // Sectors reach the disk in any order, so any part of what was not synced may be there.
      const kept = mode === 'dropped' ? [] : pending.filter(() => random.next() < 0.5)
      const torn = mode === 'torn' ? Math.floor(random.next() * kept.length) : -1
      kept.forEach((change, index) => {
        image.apply(index === torn ? tear(change, random) : change)
      })
      images.set(name, image.bytes)
    }
    return images
  }

  #file(name: string): FileState {
    let file = this.#files.get(name)
    if (file === undefined) {
      file = { durable: new Content(Buffer.alloc(0)), pending: [] }
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

/** Bytes that are changed in place; the room behind them grows by doubling. */
class Content {
  #room: Buffer
  #length: number

  constructor(bytes: Buffer) {
    this.#room = bytes
    this.#length = bytes.length
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#length)
  }

  copy(): Content {
    return new Content(Buffer.from(this.bytes))
  }

  apply(change: Change): void {
    if (change.kind === 'truncate') return this.#resize(change.length)
    const end = change.offset + change.data.length
    if (end > this.#length) this.#resize(end)
    change.data.copy(this.#room, change.offset)
  }

  /** What is added is zero, also where there was something before. */
  #resize(length: number): void {
    if (length > this.#room.length) {
      const room = Buffer.alloc(Math.max(length, 2 * this.#room.length))
      this.bytes.copy(room)
      this.#room = room
    } else if (length > this.#length) this.#room.fill(0, this.#length, length)
    this.#length = length
  }
}
