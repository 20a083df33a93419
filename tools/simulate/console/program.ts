import { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import type { LogData, Logger } from '../../../src/main/platform/logger.ts'
import type { Settings } from '../../../src/shared/domain/settings.ts'
import type { Disk } from '../disk/disk.ts'
import type { Image } from '../disk/image.ts'
import { SimulatedStore } from '../disk/simulated-store.ts'
import { type FrontDoor, SimulatedConnector } from '../network/connector.ts'
import type { Link } from '../network/link.ts'
import type { SessionWitness } from '../network/session.ts'
import { TENANT } from '../server/feed.ts'
import type { Chance } from '../world/chance.ts'
import type { CountedIds } from '../world/ids.ts'
import { type Pc, ProgramClock } from '../world/pc.ts'

export interface ProgramOptions {
  readonly pc: Pc
  readonly disk: Disk
  readonly image: Image
  readonly link: Link
  readonly door: FrontDoor
  readonly ids: CountedIds
  readonly chance: Chance
  readonly settings: Settings
  readonly token: () => string | null
  readonly witness: SessionWitness
  readonly firstRevision: number
  /** A mistake of the program that it only writes to its log. */
  readonly onMistake: (message: string) => void
}

/** One run of the program on a PC: the shipped engine of a site, from its start to its end or its crash. */
export class Program {
  readonly clock: ProgramClock
  readonly store: SimulatedStore
  readonly connector: SimulatedConnector
  readonly #options: ProgramOptions
  #engine: SiteEngine | null = null
  #isOver = false
  #isGone = false

  constructor(options: ProgramOptions) {
    const { pc, image, disk, link, door, witness } = options
    this.#options = options
    this.clock = new ProgramClock(pc)
    this.store = new SimulatedStore(image, disk, this.clock)
    this.connector = new SimulatedConnector({ link, clock: this.clock, door, witness })
  }

  /** Null until it has read what the disk holds, and after its end. */
  get engine(): SiteEngine | null {
    return this.#isOver ? null : this.#engine
  }

  /** What it shows; after its end, what it showed last: in sight of that was made what the disk gets in the end. */
  get replica(): SiteEngine['replica'] | null {
    return this.#engine?.replica ?? null
  }

  /** Nothing of it is left. One that is being ended still holds the disk. */
  get isGone(): boolean {
    return this.#isGone
  }

  /** It is being brought to its end. */
  get isEnding(): boolean {
    return this.#isOver && !this.#isGone
  }

  /** Opens the site and connects. `onOpened`: told before anything moves. Resolves false when it could not be opened. */
  async start(onOpened: (engine: SiteEngine) => void): Promise<boolean> {
    const { ids, chance, settings, token, firstRevision } = this.#options
    const { heartbeatIntervalMs, reconnectDelayMaxMs, maxReconnectAttempts, requestTimeoutMs, serverUrl } = settings
    const engine = await SiteEngine.open({
      clock: this.clock,
      boot: this.clock.bootClock(),
      random: chance,
      ids,
      logger: this.#logger(),
      store: this.store,
      connector: this.connector,
      connection: {
        serverUrl,
        tenant: TENANT,
        heartbeatIntervalMs,
        reconnectDelayMaxMs,
        maxReconnectAttempts,
        requestTimeoutMs,
        isDemo: false,
      },
      settings: () => settings,
      token,
      firstRevision,
    }).catch(() => null)
    if (this.#isOver) return false
    if (engine === null) {
      this.crash()
      return false
    }
    this.#engine = engine
    onOpened(engine)
    await engine.run()
    if (!this.#isOver) engine.connection.connect()
    return true
  }

  /** Ends as a person ends it: everything that is under way is brought to its end. */
  async quit(): Promise<void> {
    const engine = this.#engine
    this.#isOver = true
    if (engine === null) return this.crash()
    await engine.stop()
    this.#isGone = true
  }

  /** Ends without a word. */
  crash(): void {
    this.#isOver = true
    this.#isGone = true
    this.clock.end()
    this.store.crash()
    this.connector.crash()
  }

  #logger(): Logger {
    const error = (message: string, data?: LogData): void => {
      if (!message.includes('listener failed')) return
      this.#options.onMistake(`${message}: ${String(data?.['error'])}`)
    }
    const nothing = (): void => undefined
    const logger: Logger = { error, warn: nothing, info: nothing, debug: nothing, child: () => logger }
    return logger
  }
}
