import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import { ENTITY_TYPES, type EntityRef } from '../../../src/shared/domain/ids.ts'
import type { Settings } from '../../../src/shared/domain/settings.ts'
import type { ReplicaDelta } from '../../../src/shared/domain/view.ts'
import { Account } from '../checks/account.ts'
import type { ShownEntity } from '../checks/seen.ts'
import { Disk } from '../disk/disk.ts'
import type { Image } from '../disk/image.ts'
import { Link } from '../network/link.ts'
import type { SessionWitness } from '../network/session.ts'
import type { FleetServer } from '../server/fleet-server.ts'
import type { Chance } from '../world/chance.ts'
import { CountedIds } from '../world/ids.ts'
import { Pc } from '../world/pc.ts'
import type { Timeline } from '../world/timeline.ts'
import { Program } from './program.ts'
import { SimulatedWindow } from './window.ts'

/** Ids of the first console begin with this. */
const FIRST_OWNER = 0xc1
/** As the app does it: revisions of a new start are far from those before. */
const REVISION_GAP = 1_000_000

export interface ConsoleOptions {
  readonly index: number
  readonly timeline: Timeline
  readonly chance: Chance
  readonly image: Image
  readonly server: FleetServer
  readonly settings: Settings
  readonly wall: number
  readonly onMistake: (console: SimulatedConsole, message: string) => void
  /** The program has read its disk, and nothing has moved yet. */
  readonly onOpened: (console: SimulatedConsole, engine: SiteEngine) => void
  /** A window shows this now. */
  readonly onPainted: (console: SimulatedConsole, delta: ReplicaDelta) => void
}

/** A PC with a console on it: what outlives the program, and the program while it runs. */
export class SimulatedConsole {
  readonly name: string
  readonly owner: string
  readonly pc: Pc
  readonly disk: Disk
  readonly image: Image
  readonly link: Link
  readonly account: Account
  token: string | null = null
  /** When the program that runs had read its disk, in true time. */
  openedAt = 0
  /** Keys that were reported to a person as accepted. */
  readonly accepted = new Set<string>()
  readonly #options: ConsoleOptions
  readonly #ids: CountedIds
  #program: Program | null = null
  #window: SimulatedWindow | null = null
  #starts = 0

  constructor(options: ConsoleOptions) {
    const { index, timeline, chance, image, wall } = options
    this.#options = options
    this.name = `console-${index + 1}`
    this.#ids = new CountedIds(FIRST_OWNER + index)
    this.owner = (FIRST_OWNER + index).toString(16).padStart(8, '0')
    const driftPpm = chance.whole(-50, 50)
    this.pc = new Pc({ timeline, wall, driftPpm, countsSleep: chance.hits(0.4) })
    this.disk = new Disk({ chance: chance.fork('disk'), usualSyncMs: chance.hits(0.2) ? 25 : 4 })
    this.image = image
    this.link = new Link({ timeline, chance: chance.fork('link'), pc: this.pc })
    this.account = new Account({
      name: this.name,
      now: () => timeline.now,
      shown: (ref) => this.#shown(ref),
      lastSleep: () => this.pc.lastSleep,
      start: () => this.pc.boot,
    })
    image.onCommitted = (mutations) => this.account.committed(mutations)
  }

  get program(): Program | null {
    return this.#program
  }

  /** Null while the program is not running, or still starting. */
  get engine(): SiteEngine | null {
    return this.#program?.engine ?? null
  }

  get window(): SimulatedWindow | null {
    return this.#window
  }

  /** Nothing runs: the program may be started. */
  get isOff(): boolean {
    return this.#program === null || this.#program.isGone
  }

  /** Starts the program, which takes a while. */
  start(witness: SessionWitness): void {
    const { chance, server, settings, onMistake, onOpened, onPainted } = this.#options
    const program = new Program({
      pc: this.pc,
      disk: this.disk,
      image: this.image,
      link: this.link,
      door: server,
      ids: this.#ids,
      chance: chance.fork(`program-${++this.#starts}`),
      settings,
      token: () => this.token,
      witness,
      firstRevision: this.#starts * REVISION_GAP,
      onMistake: (message) => onMistake(this, message),
    })
    this.#program = program
    void program.start((engine) => {
      this.openedAt = this.#options.timeline.now
      this.#window = openWindow(engine, {
        onMistake: (message) => onMistake(this, message),
        onPainted: (delta) => onPainted(this, delta),
      })
      onOpened(this, engine)
    })
  }

  #shown(ref: EntityRef): ShownEntity {
    const replica = this.#program?.replica
    const views = [replica?.base(ref)?.data, replica?.view(ref)?.data]
    return { version: replica?.base(ref)?.version ?? 0, data: views.filter((data) => data !== undefined) }
  }

  crash(): void {
    this.#program?.crash()
    this.#window = null
  }

  async quit(): Promise<void> {
    this.#window = null
    await this.#program?.quit()
  }
}

function openWindow(
  engine: SiteEngine,
  { onMistake, onPainted }: { onMistake: (message: string) => void; onPainted: (delta: ReplicaDelta) => void },
): SimulatedWindow {
  // What was not told before is part of these views.
  engine.replica.flush()
  const views = ENTITY_TYPES.flatMap((type) => [...engine.replica.views.all(type)])
  const window = new SimulatedWindow(engine.replica.revision, views)
  engine.replica.onDelta((delta) => {
    if (!window.apply(delta)) onMistake(`a window missed the changes before revision ${delta.from}`)
    onPainted(delta)
  })
  return window
}
