import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import { type EndpointFigures, type Exposition, expositionOf } from './exposition.ts'

export interface EndpointSettings {
  readonly isOn: boolean
  readonly port: number
}

export interface MetricsEndpointDependencies {
  readonly settings: () => EndpointSettings
  readonly figures: () => EndpointFigures
  readonly logger: Logger
}

/** What the endpoint is doing. */
export type EndpointState =
  | { readonly state: 'off' }
  | { readonly state: 'open'; readonly address: string }
  | { readonly state: 'failed'; readonly problem: string }

const PATH = '/metrics'
/** This PC only, by its two names for itself. */
const OWN_ADDRESSES = ['127.0.0.1', '::1'] as const
/** A PC may have only one of the two. */
const NO_SUCH_ADDRESS: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])
const MOST_CONNECTIONS = 8
const MOST_HEADER_BYTES = 8_192
const TIMEOUT_MS = 5_000
const CHECK_EVERY_MS = 1_000

/**
 * The console's figures for a Prometheus on the same PC. Nobody else can reach it: it listens on this PC's own addresses, and
 * answers only those who ask for it by such a name, so that a page of the web cannot get at it under a name of its own.
 */
export class MetricsEndpoint implements Service {
  readonly #dependencies: MetricsEndpointDependencies
  #servers: readonly Server[] = []
  #state: EndpointState = { state: 'off' }
  #wanted: EndpointSettings = { isOn: false, port: 0 }
  #lastChange: Promise<void> = Promise.resolve()

  constructor(dependencies: MetricsEndpointDependencies) {
    this.#dependencies = dependencies
  }

  get state(): EndpointState {
    return this.#state
  }

  run(): Promise<void> {
    return this.settingsChanged()
  }

  stop(): Promise<void> {
    return this.#bringTo({ isOn: false, port: 0 })
  }

  /** Resolves when it is as the settings ask for, or its state says why it cannot be. Never rejects. */
  settingsChanged(): Promise<void> {
    return this.#bringTo(this.#dependencies.settings())
  }

  /** What the operator must know; empty: it is in order. */
  notices(): { code: string; message: string }[] {
    return this.#state.state === 'failed' ? [{ code: 'metrics-endpoint', message: this.#state.problem }] : []
  }

  #bringTo(wanted: EndpointSettings): Promise<void> {
    const next = this.#lastChange.then(() => this.#change(wanted))
    this.#lastChange = next
    return next
  }

  async #change(wanted: EndpointSettings): Promise<void> {
    const { isOn, port } = this.#wanted
    if (isOn === wanted.isOn && port === wanted.port) return
    this.#wanted = { ...wanted }
    await this.#close()
    if (wanted.isOn) await this.#open(wanted.port)
  }

  async #open(port: number): Promise<void> {
    const { logger } = this.#dependencies
    const open: Server[] = []
    try {
      for (const address of OWN_ADDRESSES) {
        const server = await this.#newServer()
        if (await listens(server, address, port)) open.push(server)
      }
      if (open.length === 0) throw new Error('this PC has no address of its own')
      this.#servers = open
      this.#state = { state: 'open', address: `http://127.0.0.1:${portOf(open[0], port)}${PATH}` }
      logger.info('the metrics endpoint is open', { port })
    } catch (error) {
      await Promise.all(open.map(closed))
      const problem = troubleInWords(error, port)
      this.#state = { state: 'failed', problem }
      logger.warn('the metrics endpoint could not be opened', { port, problem })
    }
  }

  async #close(): Promise<void> {
    const servers = this.#servers
    this.#servers = []
    this.#state = { state: 'off' }
    await Promise.all(servers.map(closed))
  }

  async #newServer(): Promise<Server> {
    // Read when it is switched on: most consoles never do.
    const { createServer } = await import('node:http')
    const server = createServer(
      {
        maxHeaderSize: MOST_HEADER_BYTES,
        headersTimeout: TIMEOUT_MS,
        requestTimeout: TIMEOUT_MS,
        keepAliveTimeout: TIMEOUT_MS,
        connectionsCheckingInterval: CHECK_EVERY_MS,
      },
      (request, response) => void this.#answer(request, response),
    )
    server.maxConnections = MOST_CONNECTIONS
    server.setTimeout(TIMEOUT_MS)
    return server
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request)
    if (refusal !== null) return send(response, refusal, `${refusal}\n`)
    try {
      const { contentType, text } = await this.#read()
      send(response, 200, text, contentType)
    } catch (error) {
      this.#dependencies.logger.error('the figures could not be written', { error })
      send(response, 500, 'The figures could not be written.\n')
    }
  }

  #read(): Promise<Exposition> {
    return expositionOf(this.#dependencies.figures())
  }
}

/** The status of what is not answered; null: it is. */
function refusalOf({ method, url, headers, socket }: IncomingMessage): number | null {
  // The name that was asked for, not the address that was reached: a page of the web may have its own name lead here.
  if (!isOwnHost(headers.host, socket.localPort)) return 403
  if (headers.origin !== undefined) return 403
  if (url !== PATH) return 404
  return method === 'GET' ? null : 405
}

function isOwnHost(host: string | undefined, port: number | undefined): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].some((name) => host?.toLowerCase() === `${name}:${port}`)
}

function send(response: ServerResponse, status: number, body: string, contentType = 'text/plain; charset=utf-8'): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET' } : {}),
    // What else is sent on a connection that asked for something wrong is not looked at.
    ...(status === 200 ? {} : { connection: 'close' }),
  })
  response.end(bytes)
}

/** False: this PC has no such address. Rejects with the system's error. */
function listens(server: Server, address: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (NO_SUCH_ADDRESS.has(error.code ?? '')) resolve(false)
      else reject(error)
    })
    server.listen({ host: address, port, exclusive: true, ipv6Only: address === '::1' }, () => resolve(true))
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function portOf(server: Server | undefined, asked: number): number {
  const address = server?.address()
  return typeof address === 'object' && address !== null ? address.port : asked
}

function troubleInWords(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  const reason =
    code === 'EADDRINUSE'
      ? `another program uses the port ${port}`
      : `the port ${port} cannot be opened (${code ?? (error instanceof Error ? error.message : String(error))})`
  return `The figures cannot be read by other programs: ${reason}. Choose another port under Settings, Performance. Everything else works.`
}
