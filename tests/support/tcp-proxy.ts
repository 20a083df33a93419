import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * What the network between the console and the server does: `pass` forwards, `refuse` resets every connection and takes
 * no new one, `blackhole` keeps connections open and swallows everything, `garbage` answers with noise.
 */
export type ProxyMode = 'pass' | 'refuse' | 'blackhole' | 'garbage'

const NOISE = Buffer.from('\u0000\u0007not a server at all\r\n\r\n')

/** A TCP relay to a port of this PC whose behaviour can be changed at any moment. */
export class TcpProxy {
  readonly #server: Server
  readonly #target: number
  readonly #open = new Set<Socket>()
  readonly #clients = new Set<Socket>()
  #mode: ProxyMode = 'pass'
  /** Connections taken since the start. */
  accepted = 0

  private constructor(target: number) {
    this.#target = target
    this.#server = createServer((client) => this.#accept(client))
  }

  static async start(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target)
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject)
      proxy.#server.listen(0, '127.0.0.1', resolve)
    })
    return proxy
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the proxy is not listening')
    return `http://127.0.0.1:${address.port}`
  }

  set(mode: ProxyMode): void {
    this.#mode = mode
    if (mode === 'refuse') for (const socket of this.#open) socket.resetAndDestroy()
  }

  /** Sends bytes to every client as if they came from the server. */
  inject(bytes: Buffer): void {
    for (const socket of this.#clients) socket.write(bytes)
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #accept(client: Socket): void {
    if (this.#mode === 'refuse') return void client.resetAndDestroy()
    this.accepted += 1
    this.#track(client)
    this.#clients.add(client)
    client.on('close', () => this.#clients.delete(client))
    if (this.#mode === 'garbage') return void client.end(NOISE)
    const server = connect(this.#target, '127.0.0.1')
    this.#track(server)
    relay(client, server, () => this.#mode === 'pass')
    relay(server, client, () => this.#mode === 'pass')
  }

  #track(socket: Socket): void {
    this.#open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#open.delete(socket))
  }
}

function relay(from: Socket, to: Socket, isPassing: () => boolean): void {
  from.on('data', (chunk) => {
    if (isPassing() && to.writable) to.write(chunk)
  })
  from.on('close', () => to.destroy())
}
