import type { FeedEvent } from '../../../src/shared/protocol/feed.ts'
import type { Handshake, Welcome } from '../../../src/shared/protocol/handshake.ts'
import type { WireOperation } from '../../../src/shared/protocol/operations.ts'
import type { Admission, ConsoleEnd, FrontDoor } from '../network/connector.ts'
import type { Chance } from '../world/chance.ts'
import type { Timeline } from '../world/timeline.ts'
import { Applier, type Effect } from './apply.ts'
import { Devices } from './devices.ts'
import { TENANT, TOPIC_OF } from './feed.ts'
import { Fleet } from './fleet.ts'
import { type Mood, ServerSession, type SessionHost } from './session.ts'
import { Tokens } from './tokens.ts'
import { capabilitiesOf, limitsOf, type ServerTraits } from './traits.ts'

/** The server's clock when the world begins: 2026-01-01, in milliseconds since the epoch. */
export const SERVER_EPOCH_MS = 1_767_225_600_000

export interface FleetServerOptions {
  readonly timeline: Timeline
  readonly chance: Chance
  readonly traits: ServerTraits
  readonly onEffect: (effect: Effect) => void
}

const CALM: Mood = { refuses: () => null, breaksAfterApply: false }

/**
 * A fleet server by docs/protocol.md, with simulated time and devices. What it holds survives its restarts; connections
 * do not.
 */
export class FleetServer implements FrontDoor, SessionHost {
  readonly fleet: Fleet
  readonly applier: Applier
  readonly devices: Devices
  readonly tokens = new Tokens()
  readonly traits: ServerTraits
  mood: Mood = CALM
  readonly #timeline: Timeline
  readonly #sessions = new Set<ServerSession>()
  #isUp = true

  constructor({ timeline, chance, traits, onEffect }: FleetServerOptions) {
    this.#timeline = timeline
    this.traits = traits
    const now = (): number => this.serverTime()
    this.fleet = new Fleet(now)
    this.applier = new Applier(this.fleet, traits, now)
    this.devices = new Devices({ fleet: this.fleet, timeline, chance: chance.fork('devices'), now })
    this.fleet.onEvent = (event) => this.#broadcast(event)
    this.applier.onEffect = (effect) => {
      onEffect(effect)
      const { operation } = effect
      if (operation.kind === 'command' && traits.hasCommandReports) this.devices.take(operation)
    }
  }

  serverTime(): number {
    return SERVER_EPOCH_MS + Math.floor(this.#timeline.now)
  }

  isOpen(): boolean {
    return this.#isUp
  }

  admit(handshake: Handshake, end: ConsoleEnd): Admission {
    const refusal = this.mood.refuses('ping')
    if (refusal !== null) return { ok: false, error: refusal }
    const user = this.tokens.userOf(handshake.token)
    if (user === null) return { ok: false, error: { code: 'token-expired', message: 'The token has ended.' } }
    // What was sent over an older connection of the same console must not arrive behind what this one will ask.
    for (const older of [...this.#sessions]) if (older.clientId === handshake.clientId) this.#drop(older)
    const session = new ServerSession({ server: this, end, user, clientId: handshake.clientId })
    this.#sessions.add(session)
    return { ok: true, welcome: this.#welcome(handshake, user), server: session }
  }

  left(session: ServerSession): void {
    this.#sessions.delete(session)
  }

  /** Ends the tokens of a user; consoles that use them are told. */
  expireTokensOf(userId: string): void {
    this.tokens.expire(userId)
    for (const session of [...this.#sessions]) {
      if (session.user.id !== userId) continue
      session.close('token-expired', 'The token has ended: sign in again.', null)
      this.#sessions.delete(session)
    }
  }

  /** It goes down. What it holds stays. `announcedMs`: says when it will be back; null: says nothing. */
  stop(announcedMs: number | null): void {
    this.#isUp = false
    for (const session of this.#sessions) {
      if (announcedMs === null) session.close('server-closed', null, null)
      else session.close('server-shutdown', 'Planned restart.', announcedMs)
    }
    this.#sessions.clear()
  }

  start(): void {
    this.#isUp = true
  }

  /** It goes on with an older copy of its feed's numbers: a new epoch. Whoever is connected is not any more. */
  beginEpoch(): void {
    this.stop(null)
    this.fleet.beginEpoch()
    this.applier.resetSequences()
    this.start()
  }

  calm(): void {
    this.mood = CALM
    this.applier.refusal = () => null
  }

  /** Somebody puts up a refusal of some operations. */
  refuseOperations(isRefused: (operation: WireOperation) => boolean): void {
    this.applier.refusal = (operation) => (isRefused(operation) ? 'forbidden' : null)
  }

  #drop(session: ServerSession): void {
    session.fence()
    this.#sessions.delete(session)
  }

  #broadcast(event: FeedEvent): void {
    for (const session of this.#sessions) session.tell(event)
  }

  #welcome({ cursor, epoch }: Handshake, user: { readonly id: string; readonly name: string }): Welcome {
    const { feed } = this.fleet
    const canResume = cursor !== null && epoch === feed.epoch && feed.canResume(cursor)
    return {
      protocol: 1,
      serverTime: this.serverTime(),
      server: { name: 'Simulated server', version: '0' },
      site: { id: 'site-1', name: 'Simulated site' },
      tenant: TENANT,
      user: { ...user, role: 'operator' },
      tokenExpiresAt: null,
      capabilities: capabilitiesOf(this.traits),
      channels: Object.values(TOPIC_OF).map((topic) => `${TENANT}/${topic}`),
      epoch: feed.epoch,
      head: feed.head,
      resume: canResume ? 'delta' : 'snapshot',
      limits: limitsOf(this.traits),
    }
  }
}
