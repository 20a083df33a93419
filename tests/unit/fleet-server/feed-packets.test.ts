import fc from 'fast-check'
import { Decoder } from 'socket.io-parser'
import { describe, expect, it } from 'vitest'
import { FEED_BATCH, feedBatchSchema } from '#shared/protocol/feed.ts'
import { MAX_FEED_BATCH, MAX_MESSAGE_BYTES } from '#shared/protocol/version.ts'
import { batchPackets, framesOf, singlePackets } from '../../../src/fleet-server/socket/feed-packets.ts'
import type { LoggedEvent } from '../../../src/fleet-server/store/feed-log.ts'

function eventOf(sequence: number, text = ''): LoggedEvent {
  const channel = 'main/devices'
  const payload = { sequence, previous: sequence - 1, channel, at: 1, deviceId: `device-${text}` }
  return { name: 'device:status-update', sequence, channel, at: 1, text: JSON.stringify(payload) }
}

function messageOf({ name, text }: LoggedEvent): { name: string; payload: unknown } {
  return { name, payload: JSON.parse(text) as unknown }
}

/** What a client's library makes of packets. */
function decoded(packets: readonly string[]): { name: string; payload: unknown }[] {
  const found: { name: string; payload: unknown }[] = []
  const decoder = new Decoder()
  decoder.on('decoded', (packet) => {
    const [name, payload] = packet.data as readonly [string, unknown]
    found.push({ name, payload })
  })
  for (const packet of packets) decoder.add(packet)
  return found
}

function unpacked(packets: readonly string[]): { name: string; payload: unknown }[] {
  return decoded(packets).flatMap((message) =>
    message.name === FEED_BATCH ? feedBatchSchema.parse(message.payload).events : [message],
  )
}

/** The texts in a row of WebSocket frames, by the rules of RFC 6455. */
function textsIn(frames: Buffer): string[] {
  const texts: string[] = []
  for (let offset = 0; offset < frames.length; ) {
    expect(frames[offset]).toBe(0x81)
    const short = frames[offset + 1] ?? 0
    const [start, size] =
      short < 126
        ? [offset + 2, short]
        : short === 126
          ? [offset + 4, frames.readUInt16BE(offset + 2)]
          : [offset + 10, Number(frames.readBigUInt64BE(offset + 2))]
    texts.push(frames.toString('utf8', start, start + size))
    offset = start + size
  }
  return texts
}

describe('the packets of the feed', () => {
  it('are read by a client as the events they are, one by one or together', () => {
    const events = [eventOf(1), eventOf(2, 'Ü"\\n'), eventOf(3)]
    const expected = events.map(messageOf)
    expect(decoded(singlePackets(events))).toEqual(expected)
    expect(decoded(batchPackets(events))).toEqual([{ name: FEED_BATCH, payload: { events: expected } }])
  })

  it('never hold more events or bytes than the protocol allows, and lose none', () => {
    const wide = Array.from({ length: 30 }, (_empty, index) => eventOf(index + 1, '€'.repeat(40_000)))
    const many = Array.from({ length: 2 * MAX_FEED_BATCH + 1 }, (_empty, index) => eventOf(index + 1))
    for (const events of [wide, many]) {
      const packets = batchPackets(events)
      for (const packet of packets) expect(Buffer.byteLength(packet)).toBeLessThan(MAX_MESSAGE_BYTES)
      expect(unpacked(packets)).toEqual(events.map(messageOf))
    }
    expect(decoded(batchPackets(many)).at(-1)?.name).toBe('device:status-update')
  })

  it('are framed so that each packet comes out as it was, whatever its length', () => {
    const lengths = fc.oneof(fc.nat(300), fc.constantFrom(123, 124, 125, 126, 65_533, 65_534, 65_535, 70_000))
    const text = fc.tuple(lengths, fc.constantFrom('a', 'é', '€', '😀'))
    const packets = fc.array(text.map(([length, letter]) => letter.repeat(length)))
    fc.assert(
      fc.property(packets, (all) => {
        expect(textsIn(framesOf(all))).toEqual(all.map((packet) => `4${packet}`))
      }),
    )
  })
})
