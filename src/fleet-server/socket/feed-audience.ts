import type { Socket } from 'socket.io'
import type { LoggedEvent } from '../store/feed-log.ts'
import type { ConsoleFigures } from './feed-figures.ts'
import { batchPackets, framesOf, singlePackets } from './feed-packets.ts'
import { writePackets } from './wire.ts'

/** Consoles that get exactly the same messages: the same channels, in the same manner. */
interface Group {
  readonly channels: ReadonlySet<string>
  readonly isBatched: boolean
  readonly members: Map<Socket, ConsoleFigures>
}

interface Listener {
  readonly isBatched: boolean
  readonly figures: ConsoleFigures
  readonly channels: Set<string>
  group: Group | null
}

/**
 * Who listens to which channels. What a group of consoles gets is encoded once and written to each as it is: with
 * many consoles, or many events, encoding is most of the work.
 */
export class FeedAudience {
  readonly #listeners = new Map<Socket, Listener>()
  readonly #groups = new Map<string, Group>()

  /**
   * @param isBatched whether the console takes several events in one message.
   * @param figures where it is counted what it gets.
   */
  add(socket: Socket, isBatched: boolean, figures: ConsoleFigures): void {
    this.#listeners.set(socket, { isBatched, figures, channels: new Set(), group: null })
  }

  remove(socket: Socket): void {
    const listener = this.#listeners.get(socket)
    if (listener !== undefined) this.#leaveGroup(socket, listener)
    this.#listeners.delete(socket)
  }

  /** From the next event on, the console gets those of this channel. */
  subscribe(socket: Socket, channel: string): void {
    this.#change(socket, (channels) => channels.add(channel))
  }

  unsubscribe(socket: Socket, channel: string): void {
    this.#change(socket, (channels) => channels.delete(channel))
  }

  channelsOf(socket: Socket): readonly string[] {
    return [...(this.#listeners.get(socket)?.channels ?? [])]
  }

  /** Those who listen to a channel. */
  listeners(channel: string): Socket[] {
    return [...this.#groups.values()].flatMap(({ channels, members }) =>
      channels.has(channel) ? [...members.keys()] : [],
    )
  }

  /** Sends events, in their order, to everybody who listens to their channels. */
  send(events: readonly LoggedEvent[]): void {
    for (const { channels, isBatched, members } of this.#groups.values()) {
      const wanted = events.filter(({ channel }) => channels.has(channel))
      if (wanted.length === 0) continue
      const packets = isBatched ? batchPackets(wanted) : singlePackets(wanted)
      const frames = framesOf(packets)
      const highestSequence = wanted.at(-1)?.sequence ?? 0
      for (const [socket, figures] of members) {
        writePackets(socket, packets, frames)
        figures.events += wanted.length
        figures.messages += packets.length
        figures.bytes += frames.length
        figures.highestSequence = highestSequence
      }
    }
  }

  #change(socket: Socket, change: (channels: Set<string>) => void): void {
    const listener = this.#listeners.get(socket)
    // It has left while its request was on the way.
    if (listener === undefined) return
    this.#leaveGroup(socket, listener)
    change(listener.channels)
    if (listener.channels.size > 0) this.#joinGroup(socket, listener)
  }

  #joinGroup(socket: Socket, listener: Listener): void {
    const key = groupKey(listener)
    const { isBatched, channels } = listener
    const group = this.#groups.get(key) ?? { isBatched, channels: new Set(channels), members: new Map() }
    this.#groups.set(key, group)
    group.members.set(socket, listener.figures)
    listener.group = group
  }

  #leaveGroup(socket: Socket, listener: Listener): void {
    const { group } = listener
    if (group === null) return
    group.members.delete(socket)
    if (group.members.size === 0) this.#groups.delete(groupKey(listener))
    listener.group = null
  }
}

function groupKey({ isBatched, channels }: Listener): string {
  return JSON.stringify([isBatched, ...[...channels].sort()])
}
