import { FEED_BATCH } from '#shared/protocol/feed.ts'
import { MAX_FEED_BATCH } from '#shared/protocol/version.ts'
import type { LoggedEvent } from '../store/feed-log.ts'

/** Leaves room for the envelope and for multi-byte text below the most bytes of a message. */
const MAX_BATCH_CHARACTERS = 300_000

/** Events as Socket.IO packets of the default namespace, one packet each. */
export function singlePackets(events: readonly LoggedEvent[]): string[] {
  return events.map(({ name, text }) => `2["${name}",${text}]`)
}

/** Events as few packets: several travel as one `feed:batch`, a single one as itself. In their order. */
export function batchPackets(events: readonly LoggedEvent[]): string[] {
  const packets: string[] = []
  let first = 0
  let characters = 0
  for (const [index, { text }] of events.entries()) {
    if (index > first && (index - first >= MAX_FEED_BATCH || characters + text.length > MAX_BATCH_CHARACTERS)) {
      packets.push(batchPacket(events.slice(first, index)))
      first = index
      characters = 0
    }
    characters += text.length
  }
  if (first < events.length) packets.push(batchPacket(events.slice(first)))
  return packets
}

function batchPacket(events: readonly LoggedEvent[]): string {
  const [only] = events
  if (only !== undefined && events.length === 1) return `2["${only.name}",${only.text}]`
  const items = events.map(({ name, text }) => `{"name":"${name}","payload":${text}}`)
  return `2["${FEED_BATCH}",{"events":[${items.join(',')}]}]`
}

/** Engine.IO's type of a packet that carries a message. */
const MESSAGE = 0x34
/** The last and only frame of a text message. */
const FINAL_TEXT_FRAME = 0x81
const SHORT_BYTES = 125
const MEDIUM_BYTES = 65_535
const LENGTH_IN_16_BITS = 126
const LENGTH_IN_64_BITS = 127

/**
 * Packets as they travel in a WebSocket, each in a frame of its own, one behind the other: made once for all consoles,
 * and written by each in one piece. Frames of servers carry no mask (RFC 6455, 5.2).
 */
export function framesOf(packets: readonly string[]): Buffer {
  const sizes = packets.map((packet) => 1 + Buffer.byteLength(packet))
  const frames = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + headerBytes(size) + size, 0))
  let offset = 0
  for (const [index, packet] of packets.entries()) {
    const size = sizes[index] ?? 0
    offset = writeHeader(frames, offset, size)
    frames[offset] = MESSAGE
    frames.write(packet, offset + 1, 'utf8')
    offset += size
  }
  return frames
}

function headerBytes(size: number): number {
  if (size <= SHORT_BYTES) return 2
  return size <= MEDIUM_BYTES ? 4 : 10
}

/** Returns where the payload begins. */
function writeHeader(frames: Buffer, offset: number, size: number): number {
  frames[offset] = FINAL_TEXT_FRAME
  if (size <= SHORT_BYTES) return frames.writeUInt8(size, offset + 1)
  if (size <= MEDIUM_BYTES) {
    frames[offset + 1] = LENGTH_IN_16_BITS
    return frames.writeUInt16BE(size, offset + 2)
  }
  frames[offset + 1] = LENGTH_IN_64_BITS
  return frames.writeBigUInt64BE(BigInt(size), offset + 2)
}
