import { connect, createServer, type Server, type Socket } from 'node:net'

const TEXT_FRAME = 0x81
const LENGTH_IN_64_BITS = 127
/** Engine.IO “message”, Socket.IO “event”. */
const EVENT_PREFIX = '42'

/** A relay that can speak to the console in the server's name. Inject only while the server itself is silent. */
export class Injector {
  readonly #server: Server
  readonly #clients = new Set<Socket>()
  readonly #sockets = new Set<Socket>()

  private constructor(target: number) {
    this.#server = createServer((client) => {
      const server = connect(target, '127.0.0.1')
      this.#track(client, server)
      this.#track(server, client)
      this.#clients.add(client)
      client.on('close', () => this.#clients.delete(client))
    })
  }

  static async start(target: number): Promise<Injector> {
    const injector = new Injector(target)
    await new Promise<void>((resolve) => injector.#server.listen(0, '127.0.0.1', resolve))
    return injector
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the injector is not listening')
    return `http://127.0.0.1:${address.port}`
  }

  /** Sends an event as one unmasked WebSocket frame into every open connection. Returns into how many. */
  inject(name: string, payload: unknown): number {
    const frame = frameOf(`${EVENT_PREFIX}${JSON.stringify([name, payload])}`)
    for (const client of this.#clients) client.write(frame)
    return this.#clients.size
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #track(socket: Socket, peer: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      if (peer.writable) peer.write(chunk)
    })
    socket.on('close', () => {
      this.#sockets.delete(socket)
      peer.destroy()
    })
  }
}

/** RFC 6455, section 5.2: final text frame with the length in 64 bits. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  const head = Buffer.alloc(10)
  head[0] = TEXT_FRAME
  head[1] = LENGTH_IN_64_BITS
  head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}
