import type { Handshake } from '#shared/protocol/handshake.ts'
import { type ScannedEvent, scanEvents } from './event-scan.ts'
import type { LoadFigures } from './load-figures.ts'

export interface LoadTarget {
  readonly url: string
  readonly token: string
  readonly tenant: string
  readonly isBatched: boolean
}

/** Packets of Engine.IO and Socket.IO, as they begin. */
const OPEN = '0'
const PING = '2'
const PONG = '3'
const CONNECT = '40'
const REFUSED = '44'
const WELCOME = '42["welcome",'
const REPLY = '43'

/** One console of the load generator: listens to everything, keeps nothing, and counts. */
export class LoadConsole {
  readonly #target: LoadTarget
  readonly #clientId: string
  readonly #figures: LoadFigures
  readonly #now: () => number
  readonly #socket: WebSocket
  readonly #last = new Map<string, number>()
  #requests: string[] = []
  #isConnected = false

  constructor(target: LoadTarget, clientId: string, figures: LoadFigures, now: () => number) {
    this.#target = target
    this.#clientId = clientId
    this.#figures = figures
    this.#now = now
    this.#socket = new WebSocket(`${target.url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`)
    this.#socket.addEventListener('message', ({ data }) => this.#receive(String(data)))
    this.#socket.addEventListener('close', () => this.#closed())
  }

  close(): void {
    this.#isConnected = false
    this.#socket.close()
  }

  #closed(): void {
    if (this.#isConnected) this.#figures.lost += 1
    this.#isConnected = false
  }

  #receive(message: string): void {
    if (message.startsWith(OPEN)) return this.#socket.send(`${CONNECT}${JSON.stringify(this.#handshake())}`)
    if (message === PING) return this.#socket.send(PONG)
    if (message.startsWith(REFUSED)) {
      this.#figures.refused += 1
      return this.#socket.close()
    }
    if (message.startsWith(WELCOME)) return this.#subscribe(message)
    if (message.startsWith(REPLY)) return this.#subscribed(message)
    this.#figures.messages += 1
    this.#figures.bytes += message.length
    const now = this.#now()
    for (const event of scanEvents(message)) this.#event(event, now)
  }

  #event({ sequence, previous, channel, at }: ScannedEvent, now: number): void {
    const last = this.#last.get(channel)
    if (last !== undefined && sequence <= last) this.#figures.repeats += 1
    else if (last !== undefined && previous !== last) this.#figures.gaps += 1
    this.#last.set(channel, sequence)
    this.#figures.event(sequence, now - at)
  }

  #subscribe(message: string): void {
    const [, welcome] = JSON.parse(message.slice(2)) as [string, { readonly channels: readonly string[] }]
    this.#requests = [...welcome.channels]
    for (const [id, channel] of this.#requests.entries()) {
      this.#socket.send(`42${id}${JSON.stringify(['channel:subscribe', { channel }])}`)
    }
  }

  #subscribed(message: string): void {
    const [id, text] = [Number.parseInt(message.slice(2), 10), message.slice(message.indexOf('['))]
    const [reply] = JSON.parse(text) as [{ readonly value?: { readonly channel: string; readonly last: number } }]
    if (reply.value === undefined) return
    this.#last.set(reply.value.channel, reply.value.last)
    if (id !== this.#requests.length - 1) return
    this.#isConnected = true
    this.#figures.connected += 1
  }

  #handshake(): Handshake {
    const { token, tenant, isBatched } = this.#target
    return {
      token,
      tenant,
      clientId: this.#clientId,
      protocol: { min: 1, max: 1 },
      cursor: null,
      epoch: null,
      client: { name: 'load generator', version: '1' },
      ...(isBatched ? { capabilities: ['feed-batches'] } : {}),
    }
  }
}
