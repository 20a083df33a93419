import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Event, parseEnvelope } from '@sentry/core'

export const KEY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'
const PROJECT = '42'

/**
 * A receiver of error reports that speaks the envelope protocol, on this PC. Envelopes are read with the protocol's own
 * library, and what is wrong with one is kept as a fault.
 */
export class EnvelopeServer {
  /** In the order of their arrival; each as it was sent, also when the same comes again. */
  readonly events: Event[] = []
  readonly bodies: string[] = []
  readonly faults: string[] = []
  /** Called for each envelope; what it returns is answered in place of 200. */
  answer: (times: number) => { status: number; headers?: Record<string, string> } = () => ({ status: 200 })
  requests = 0
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  #port = 0

  static async start(): Promise<EnvelopeServer> {
    const server = new EnvelopeServer()
    await server.listen()
    return server
  }

  get dsn(): string {
    return `http://${KEY}@127.0.0.1:${this.#port}/${PROJECT}`
  }

  /** Listens on the port that it had before, if it had one. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()))
  }

  get ids(): (string | undefined)[] {
    return this.events.map(({ event_id }) => event_id)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    this.requests += 1
    const { status, headers = {} } = this.answer(this.requests)
    const refusal = this.#refusal(request)
    if (refusal !== null) this.faults.push(`refused: ${refusal}`)
    else if (status === 200) this.#take(Buffer.concat(chunks))
    response.writeHead(refusal ?? status, headers)
    response.end('{}')
  }

  #refusal({ method, url, headers }: IncomingMessage): number | null {
    if (method !== 'POST' || url !== `/api/${PROJECT}/envelope/`) return 404
    const auth = String(headers['x-sentry-auth'] ?? '')
    if (!auth.startsWith('Sentry sentry_version=7, ') || !auth.includes(`sentry_key=${KEY}`)) return 403
    return headers['content-type'] === 'application/x-sentry-envelope' ? null : 415
  }

  #take(body: Buffer): void {
    try {
      const [header, items] = parseEnvelope(body)
      const [[itemHeader, event] = [null, null]] = items
      if (itemHeader?.type !== 'event' || items.length !== 1) throw new Error('it holds no single event')
      const parsed = (event instanceof Uint8Array ? JSON.parse(Buffer.from(event).toString()) : event) as Event
      if (!('event_id' in header) || header['event_id'] !== parsed.event_id) throw new Error('its ids differ')
      this.events.push(parsed)
      this.bodies.push(body.toString('utf8'))
    } catch (error) {
      this.faults.push(String(error))
    }
  }
}
