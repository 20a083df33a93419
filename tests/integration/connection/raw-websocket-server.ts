import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

const TEXT = 0x81
const BINARY = 0x82
const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** A WebSocket server without a library, so that it can send what no library would. Refuses every other HTTP request. */
export class RawWebSocketServer {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** Frames sent as soon as a client has connected. */
  script: readonly (string | Buffer)[] = []
  upgrades = 0

  private constructor() {
    this.#server = createServer((_request, response) => void response.writeHead(404).end())
    this.#server.on('connection', (socket) => this.#track(socket))
    this.#server.on('upgrade', (request, socket) =>
      this.#upgrade(request.headers['sec-websocket-key'] ?? '', socket as Socket),
    )
  }

  static async start(): Promise<RawWebSocketServer> {
    const raw = new RawWebSocketServer()
    await new Promise<void>((resolve) => raw.#server.listen(0, '127.0.0.1', resolve))
    return raw
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get openSockets(): number {
    return this.#sockets.size
  }

  send(message: string | Buffer): void {
    for (const socket of this.#sockets) socket.write(frame(message))
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
  }

  #upgrade(key: string, socket: Socket): void {
    this.upgrades += 1
    const accept = createHash('sha1')
      .update(key + ACCEPT_SUFFIX)
      .digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    socket.resume()
    socket.on('end', () => socket.destroy())
    for (const message of this.script) socket.write(frame(message))
  }
}

function frame(message: string | Buffer): Buffer {
  const body = Buffer.from(message)
  const header = Buffer.alloc(10)
  header[0] = typeof message === 'string' ? TEXT : BINARY
  // Always the long form of the length: allowed to read, and simple to write.
  header[1] = 127
  header.writeBigUInt64BE(BigInt(body.length), 2)
  return Buffer.concat([header, body])
}
