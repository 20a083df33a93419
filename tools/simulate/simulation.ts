import { ConflictRules } from './checks/conflict-rules.ts'
import { EffectRules } from './checks/effect-rules.ts'
import { EndRules } from './checks/end-rules.ts'
import { isMovingByItself, isTimed, reasonsOf } from './checks/reasons.ts'
import { SendRules } from './checks/send-rules.ts'
import { StandingRules } from './checks/standing-rules.ts'
import { StepRules } from './checks/step-rules.ts'
import type { Violation } from './checks/violation.ts'
import type { SimulatedConsole } from './console/console.ts'
import type { Image } from './disk/image.ts'
import { FAIR } from './network/link.ts'
import { DESK_ACTIONS } from './steps/desk.ts'
import { populate, touchEverything } from './steps/others.ts'
import { PERSON_ACTIONS } from './steps/person.ts'
import { ACTIONS, type Step } from './steps/plan.ts'
import { type Scene, USERS } from './steps/scene.ts'
import { signIn } from './steps/surroundings.ts'
import { Chance } from './world/chance.ts'
import { shortKey } from './world/ids.ts'
import { Timeline } from './world/timeline.ts'
import { Trace } from './world/trace.ts'
import { buildWorld, type World } from './world-builder.ts'

export interface RunOptions {
  readonly seed: number
  readonly steps: readonly Step[]
  /** All lines, not only the last ones. */
  readonly keepsTrace: boolean
  readonly newImage: () => Image
}

export interface Outcome {
  readonly seed: number
  /** The first promise that was broken; null: none was. */
  readonly violation: Violation | null
  readonly hash: string
  readonly lines: readonly string[]
  readonly figures: { readonly made: number; readonly applied: number; readonly simulatedMs: number }
}

/** The world starts with everything at work for a moment. */
const FIRST_MS = 1_500
/** Everything heals, and then has this long: the longest backoff, windows and deadlines of the simulation pass in it. */
const REST_MS = 75_000
const LONGEST_BACKOFF_MS = 305_000
/** As often everything is given more time before something counts as stuck. */
const ROUNDS_TO_REST = 4
/** As often people look at what asks for them, at the end. */
const ROUNDS = 40
/** From this round on they give up what still waits. */
const GIVING_UP_FROM = 5
const ROUND_MS = 25_000
const QUIT_MS = 10_000
/** What nobody can do at a PC that sleeps. */
const NEEDS_AWAKE: ReadonlySet<string> = new Set([
  ...Object.keys(PERSON_ACTIONS),
  ...Object.keys(DESK_ACTIONS),
  'crash',
  'quit',
  'signIn',
  'wake',
])

/** One run: a world, its steps, and a look at every promise after each of them. */
export class Simulation {
  readonly #options: RunOptions
  readonly #timeline = new Timeline()
  readonly #trace: Trace
  readonly #chance: Chance
  readonly #world: World
  readonly #scene: Scene
  readonly #effectRules: EffectRules
  readonly #stepRules: StepRules
  readonly #conflictRules: ConflictRules
  readonly #standingRules: StandingRules
  readonly #endRules: EndRules
  readonly #sendRules = new Map<SimulatedConsole, SendRules>()
  #violation: Violation | null = null

  constructor(options: RunOptions) {
    this.#options = options
    this.#trace = new Trace(options.keepsTrace)
    this.#chance = new Chance(options.seed)
    this.#world = buildWorld({
      timeline: this.#timeline,
      chance: this.#chance,
      newImage: options.newImage,
      report: (promise, message) => this.report(promise, message),
      onEffect: (effect) => {
        this.#note('server', `does ${shortKey(effect.operation.key)} on ${effect.entityId}, version ${effect.version}`)
        this.#effectRules.look(effect)
      },
      hooks: {
        onMistake: (console, message) => this.report('no-mistakes', `${console.name}: ${message}`),
        onOpened: (console, engine) => this.#standingRules.lookAtStart(console, engine),
        onPainted: (console, delta) => this.#standingRules.lookAtDelta(console, delta),
      },
    })
    const { facts } = this.#world
    this.#effectRules = new EffectRules(facts)
    this.#stepRules = new StepRules(facts)
    this.#conflictRules = new ConflictRules(facts)
    this.#standingRules = new StandingRules(facts)
    this.#endRules = new EndRules(facts)
    this.#scene = {
      ...this.#world,
      timeline: this.#timeline,
      report: facts.report,
      note: (who, what) => this.#note(who, what),
      start: (console) => this.#start(console),
      crash: (console) => this.#crash(console),
    }
    for (const console of this.#world.consoles) this.#watch(console)
  }

  /** Told of a broken promise; the first one counts. */
  report(promise: string, message: string): void {
    if (this.#violation !== null) return
    this.#violation = { promise, message, at: this.#timeline.now }
    this.#note('broken', `${promise}: ${message}`)
  }

  async run(): Promise<Outcome> {
    populate(this.#world.server, this.#chance.fork('fleet'))
    for (const console of this.#world.consoles) {
      if (!this.#chance.hits(0.1)) console.token = this.#world.server.tokens.make(firstUser())
      this.#start(console)
    }
    await this.#pass(FIRST_MS)
    for (const [index, step] of this.#options.steps.entries()) {
      if (this.#violation !== null) break
      await this.#perform(step, index)
    }
    if (this.#violation === null) await this.#finish()
    const operations = this.#world.consoles.flatMap((console) => [...console.account.operations.values()])
    return {
      seed: this.#options.seed,
      violation: this.#violation,
      hash: this.#trace.hash(),
      lines: this.#trace.lines,
      figures: {
        made: operations.length,
        applied: operations.filter(({ operation }) => operation.state === 'applied').length,
        simulatedMs: this.#timeline.now,
      },
    }
  }

  /** Everything of it ends at once; nothing of it runs any more. */
  dispose(): void {
    for (const console of this.#world.consoles) console.crash()
  }

  async #perform({ action, console: number, seed, waitMs }: Step, index: number): Promise<void> {
    const { consoles } = this.#world
    const console = consoles[number % consoles.length]
    if (console === undefined) return
    this.#note(`step-${index}`, `${action} ${console.name}`)
    // Nobody does anything at a PC that sleeps, and nothing there ends or starts by itself.
    if (!console.pc.isAsleep || !NEEDS_AWAKE.has(action)) {
      ACTIONS[action]({ scene: this.#scene, console, chance: new Chance(seed) })
    }
    await this.#pass(waitMs)
    this.#lookAtAll()
    // Rejections that nobody handles are told between turns of the event loop only.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }

  #lookAtAll(): void {
    for (const console of this.#world.consoles) {
      this.#standingRules.look(console)
      this.#effectRules.lookAtBatches(console.account)
    }
  }

  async #finish(): Promise<void> {
    this.#heal()
    await this.#pass(FIRST_MS)
    touchEverything(this.#world.server)
    await this.#pass(REST_MS)
    await this.#comeToRest()
    await this.#rest()
    for (let round = 0; round < ROUNDS && this.#violation === null && this.#isWaiting(); round++) {
      await this.#decide(round)
    }
    await this.#rest()
    if (this.#violation !== null) return
    for (const console of this.#world.consoles) this.#endRules.lookAtTheVeryEnd(console)
    if (this.#violation === null) await this.#quit()
  }

  #heal(): void {
    const { server, consoles } = this.#world
    this.#note('world', 'heals')
    server.start()
    server.calm()
    for (const console of consoles) {
      console.link.weather = FAIR
      console.link.heal()
      console.disk.state = 'ok'
      console.disk.onWriting = () => undefined
      console.pc.wake()
      if (console.program?.store.status().state === 'failed' || console.program?.isEnding) this.#crash(console)
      if (console.isOff) this.#start(console)
      console.engine?.delivery.setPaused(false)
      // Who is connected stays so: what a copy has missed must not be read again by chance.
      // A token that has just ended may not have been noticed yet.
      const isSignedIn = console.token !== null && server.tokens.userOf(console.token) !== null
      if (!isSignedIn || console.engine?.connection.state !== 'online') signIn(this.#scene, console, firstUser())
    }
  }

  /** What must hold when everything has worked for a while. */
  async #rest(): Promise<void> {
    this.#lookAtAll()
    for (const console of this.#world.consoles) {
      if (this.#violation !== null) return
      await this.#endRules.lookAtRest(console)
      this.#endRules.lookAtReasons(console, reasonsOf(console))
    }
  }

  /**
   * Time for what can go by itself. A wall clock that was set back while the program was not running makes it wait long,
   * and what becomes free late is tried some times before it asks for a person: but nothing goes on without end.
   */
  async #comeToRest(): Promise<void> {
    for (let round = 0; round < ROUNDS_TO_REST && this.#violation === null; round++) {
      const reasons = this.#world.consoles.flatMap((console) => [...reasonsOf(console).values()])
      if (reasons.some(isTimed)) await this.#pass(LONGEST_BACKOFF_MS)
      else if (reasons.some(isMovingByItself)) await this.#pass(ROUND_MS)
      else return
    }
  }

  #isWaiting(): boolean {
    return this.#world.consoles.some((console) => (console.engine?.outbox.lanes.size ?? 0) > 0)
  }

  /** People look at everything that asks for them, each at their own; in the last rounds they give up what still waits. */
  async #decide(round: number): Promise<void> {
    this.#note('world', `people decide, round ${round}`)
    for (const console of this.#world.consoles) signIn(this.#scene, console, USERS[round % USERS.length])
    await this.#pass(FIRST_MS)
    for (const console of this.#world.consoles) {
      const stage = { scene: this.#scene, console, chance: this.#chance.fork(`${console.name} round ${round}`) }
      PERSON_ACTIONS.confirm(stage)
      DESK_ACTIONS.keepMine(stage)
      PERSON_ACTIONS.retry(stage)
      if (round >= GIVING_UP_FROM) PERSON_ACTIONS.discard({ ...stage, chance: alwaysAll() })
    }
    await this.#pass(ROUND_MS)
    this.#lookAtAll()
  }

  async #quit(): Promise<void> {
    const over = this.#world.consoles.map(async (console) => {
      const { program } = console
      await console.quit()
      if (program !== null && program.clock.pending > 0) {
        this.report('everything-released', `${console.name} left ${program.clock.pending} timers behind`)
      }
    })
    let isOver = false
    void Promise.all(over).then(() => {
      isOver = true
    })
    await this.#pass(QUIT_MS)
    if (!isOver) this.report('everything-released', 'a console does not end')
  }

  #start(console: SimulatedConsole): void {
    const rules = this.#sendRules.get(console)
    if (rules === undefined) return
    this.#note(console.name, 'starts')
    rules.started()
    console.start(rules)
  }

  #crash(console: SimulatedConsole): void {
    if (console.isOff) return
    console.crash()
    this.#sendRules.get(console)?.crashed()
  }

  #watch(console: SimulatedConsole): void {
    this.#sendRules.set(console, new SendRules(this.#world.facts, console.account))
    console.account.onStep = (step) => {
      const { key } = step.known.operation
      this.#note(console.name, `${shortKey(key)} ${step.from ?? 'new'} → ${step.to}: ${step.reason}`)
      this.#stepRules.look(step)
      this.#conflictRules.look(step)
    }
  }

  #pass(ms: number): Promise<void> {
    return this.#timeline.runUntil(this.#timeline.now + ms, () => this.#violation !== null)
  }

  #note(who: string, what: string): void {
    this.#trace.note(this.#timeline.now, who, what)
  }
}

function firstUser(): (typeof USERS)[number] {
  const [user] = USERS
  if (user === undefined) throw new Error('nobody works here')
  return user
}

/** Chance that always takes everything. */
function alwaysAll(): Chance {
  const chance = new Chance(0)
  chance.next = () => 0
  return chance
}
