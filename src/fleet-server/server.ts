import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as NetSocket } from 'node:net'
import { type Identity, loadSecret, Tokens } from './auth/tokens.ts'
import { Requests } from './core/requests.ts'
import { serveHttp } from './http/router.ts'
import type { TestControls } from './http/test-routes.ts'
import type { ServerOptions } from './options.ts'
import { type Cancel, type Clock, pause } from './platform/clock.ts'
import type { Ids } from './platform/ids.ts'
import { type Log, textOf } from './platform/log.ts'
import { chance, seededRandom } from './platform/random.ts'
import type { ServerContext } from './server-context.ts'
import { seedFleet } from './simulation/seed-fleet.ts'
import { Simulation, TICK_MS } from './simulation/simulation.ts'
import { FeedFigures } from './socket/feed-figures.ts'
import { Gateway } from './socket/gateway.ts'
import { sendMalformed } from './socket/malformed.ts'
import { FleetStore } from './store/store.ts'
import { Switches } from './switches.ts'
import { UploadShelf } from './uploads/upload-shelf.ts'

export interface Environment {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export interface ServerAddress {
  readonly url: string
  readonly port: number
  readonly token: string
  readonly tenant: string
}

/** Time for notices and last answers to leave before connections are closed. */
const DRAIN_MS = 100
const HISTORY_PRUNE_MS = 3_600_000
const FIGURES_MS = 10_000
/** A stall is caught up with at most so many ticks at once. */
const MAX_CATCH_UP_TICKS = 10

/** The reference fleet server: store, simulation, socket and HTTP on one port. */
export class FleetServer {
  readonly #environment: Environment
  readonly #context: ServerContext
  readonly #simulation: Simulation
  readonly #http: HttpServer
  readonly #gateway: Gateway
  readonly #sockets = new Set<NetSocket>()
  readonly #timers = new Set<Cancel>()
  /** Tasks that failed the last time, already logged. */
  readonly #failing = new Set<string>()
  #port = 0
  #lastTick = 0
  #isStopped = false
  #isSlicing = false
  #loggedEvents = 0

  /** @throws SqliteOpenError and file errors when the data folder can not be used. */
  constructor(folder: string, options: ServerOptions, environment: Environment) {
    this.#environment = environment
    const { clock, ids, log } = environment
    const secret = loadSecret(folder, ids)
    const { tenant, retention, seed } = options
    const store = new FleetStore({ folder, tenant, retention, now: clock.now, newEpoch: ids.uuid })
    seedFleet(store, options, clock.now())
    const { eventsPerSecond, alertsPerSecond, schedulesPerSecond, editsPerMinute } = options
    const pace = { eventsPerSecond, alertsPerSecond, schedulesPerSecond, editsPerMinute, isPaused: false }
    // After a restart the simulation goes another way, instead of repeating what it did.
    const random = seededRandom(seed + 1 + store.feed.head)
    this.#simulation = new Simulation(store, random, pace, seed)
    const uploads = new UploadShelf(folder)
    const switches = new Switches(options.dropAcks, options.delayMs, clock.monotonic)
    const lossRandom = seededRandom(seed)
    this.#context = {
      options,
      clock,
      log,
      store,
      switches,
      uploads,
      figures: new FeedFigures(),
      tokens: new Tokens(secret, clock.now),
      requests: new Requests(store, clock.now, this.#simulation, {
        newId: options.assignsIds ? (entityType) => `${entityType}-${ids.uuid()}` : null,
        hasLookup: options.hasLookup,
        showsCodes: options.showsCodes,
        hasBytes: (sha256) => uploads.has(sha256),
        smallFile: (sha256, mostBytes) => uploads.small(sha256, mostBytes),
      }),
      dropsAck: () => switches.dropAcks > 0 && chance(lossRandom, switches.dropAcks),
    }
    this.#http = createServer((request, response) => void serveHttp(request, response, this.#context, this.#controls()))
    this.#http.on('connection', (socket: NetSocket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    this.#gateway = new Gateway(this.#http, this.#context)
  }

  /** Resolves when the server accepts connections. Rejects with the error of `listen`, for example EADDRINUSE. */
  async start(): Promise<ServerAddress> {
    const { options, store, clock } = this.#context
    await this.#listen(options.port)
    this.#port = (this.#http.address() as AddressInfo).port
    store.pruneHistory()
    this.#lastTick = clock.monotonic()
    this.#timers.add(clock.every(TICK_MS, () => this.#tick()))
    this.#timers.add(clock.every(FIGURES_MS, () => this.#logFigures('feed')))
    this.#timers.add(clock.every(HISTORY_PRUNE_MS, () => this.#safely('prune', () => store.pruneHistory())))
    this.#timers.add(clock.every(HISTORY_PRUNE_MS, () => void this.#clearUploads()))
    const identity: Identity = {
      userId: 'operator-1',
      userName: options.userName,
      role: options.role,
      tenant: options.tenant,
    }
    const { token } = await this.#context.tokens.issue(identity, options.tokenTtlSeconds)
    const host = options.host.includes(':') ? `[${options.host}]` : options.host
    return { url: `http://${host}:${this.#port}`, port: this.#port, token, tenant: options.tenant }
  }

  /** Announces the end, lets last answers out, closes everything. */
  async stop(reason: string): Promise<void> {
    if (this.#isStopped) return
    this.#isStopped = true
    for (const cancel of this.#timers) cancel()
    this.#logFigures('feed at the end')
    this.#gateway.toAll('server:shutdown', { reason, restartInMs: null })
    this.#gateway.disconnectAll()
    if (this.#sockets.size > 0) await pause(this.#environment.clock, DRAIN_MS)
    this.#gateway.stop()
    await this.#stopListening()
    this.#context.store.close()
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject)
      this.#http.listen(port, this.#context.options.host, () => {
        this.#http.off('error', reject)
        resolve()
      })
    })
  }

  /** Also ends what is still open. */
  async #stopListening(): Promise<void> {
    if (!this.#http.listening) return
    const closed = new Promise<void>((resolve) => {
      this.#http.close(() => resolve())
    })
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #tick(): void {
    const { clock } = this.#context
    const due = Math.floor((clock.monotonic() - this.#lastTick) / TICK_MS)
    this.#lastTick += due * TICK_MS
    if (due > MAX_CATCH_UP_TICKS) this.#simulation.missed(due - MAX_CATCH_UP_TICKS)
    for (let tick = 0; tick < Math.min(due, MAX_CATCH_UP_TICKS); tick += 1) {
      this.#safely('simulation', () => this.#simulation.tick(clock.now()))
    }
    const slices = this.#simulation.slicesLeft
    if (slices > 0 && !this.#isSlicing) this.#slice(clock.monotonic(), TICK_MS / (slices + 1))
  }

  /** Spreads the rest of a busy tick over its time; `from` is when the slice before it was due. */
  #slice(from: number, intervalMs: number): void {
    const { clock } = this.#context
    const dueAt = from + intervalMs
    this.#isSlicing = true
    clock.schedule(dueAt - clock.monotonic(), () => {
      this.#isSlicing = false
      if (this.#isStopped) return
      this.#safely('simulation', () => this.#simulation.continueTick(clock.now()))
      if (this.#simulation.slicesLeft > 0) this.#slice(dueAt, intervalMs)
    })
  }

  /** One line about what was really sent; none when nothing was since the line before. */
  #logFigures(message: string): void {
    const { figures, clock, log } = this.#context
    const { consoles, made, eventsPerSecond, ...totals } = figures.report(clock.now())
    if (totals.madeEvents === this.#loggedEvents) return
    this.#loggedEvents = totals.madeEvents
    const lastSeconds = eventsPerSecond.slice(-FIGURES_MS / 1_000)
    log.info(message, { ...totals, lastSeconds, behind: this.#simulation.behind, consoles: consoles.length, made })
  }

  #safely(what: string, task: () => void): void {
    try {
      task()
      if (this.#failing.delete(what)) this.#context.log.info(`${what} works again`)
    } catch (error) {
      // Ten times a second the same line would fill the disk that is perhaps full already.
      if (!this.#failing.has(what)) this.#context.log.error(`${what} failed`, { error: textOf(error) })
      this.#failing.add(what)
    }
  }

  async #clearUploads(): Promise<void> {
    const { uploads, clock, log } = this.#context
    try {
      const count = await uploads.clear(clock.now())
      if (count > 0) log.info('uploads that nobody went on with were given up', { count })
    } catch (error) {
      log.error('uploads could not be cleared', { error: textOf(error) })
    }
  }

  #controls(): TestControls {
    const { switches, clock, tokens } = this.#context
    return {
      simulation: this.#simulation,
      goDownPolitely: (downMs) => this.#goDown(downMs, true),
      goDownAbruptly: (downMs) => this.#goDown(downMs, false),
      expireTokens: () => {
        tokens.revokeAll()
        this.#gateway.expireAll()
      },
      blackhole: (forMs) => {
        switches.isBlackhole = forMs > 0
        this.#gateway.setSilent(forMs > 0)
        if (forMs === 0) return
        clock.schedule(forMs, () => {
          switches.isBlackhole = false
          this.#gateway.setSilent(false)
        })
      },
      sendMalformed: (count) => sendMalformed(this.#gateway, this.#context.options.tenant, count),
      disconnectAll: () => this.#gateway.disconnectAll(),
      cutOffAll: () => this.#gateway.cutOffAll(),
      consoleCount: () => this.#gateway.size,
    }
  }

  /** For the test switches: away for a while, then back on the same port with the same data. */
  #goDown(downMs: number, isPolite: boolean): void {
    const { clock, log } = this.#context
    if (isPolite) {
      this.#gateway.toAll('server:shutdown', { reason: 'Planned restart.', restartInMs: downMs })
      this.#gateway.disconnectAll()
    } else {
      this.#gateway.cutOffAll()
    }
    // The answer to the switch itself goes out first.
    clock.schedule(DRAIN_MS / 2, () => {
      void this.#stopListening()
        .then(() => pause(clock, downMs))
        .then(() => (this.#isStopped ? undefined : this.#listen(this.#port)))
        .catch((error: unknown) => log.error('could not come back', { error: textOf(error) }))
    })
  }
}
