import type { ServerError } from '#shared/protocol/errors.ts'
import type { RequestName } from '#shared/protocol/requests.ts'
import { PROTOCOL_MAX, PROTOCOL_MIN, type ProtocolRange } from '#shared/protocol/version.ts'
import { Refusal } from './core/refusal.ts'

/** What a planned refusal hits. */
export type RefusalTarget = RequestName | 'handshake' | 'any'

/** How long a planned refusal lasts: for so many requests, for so many milliseconds, or until either is over. */
export interface RefusalExtent {
  readonly count?: number | undefined
  readonly forMs?: number | undefined
}

interface PlannedRefusal {
  readonly target: RefusalTarget
  readonly error: ServerError
  /** By the monotonic clock; infinite when only the number of requests counts. */
  readonly endsAt: number
  remaining: number
}

/** What goes wrong with uploads. */
interface UploadSwitches {
  /** The connection of whatever begins there or behind it is dropped. */
  holdAt: number
  /** So many pieces are damaged when they come. */
  flips: number
  /** So many answers are lost after the piece was taken. */
  lostAnswers: number
  isFull: boolean
}

/** The server's deliberate misbehaviour, for tests. All off by default. */
export class Switches {
  /** Share of acknowledgements of applied operations that are never sent. */
  dropAcks: number
  /** Delay of acknowledgements of operations. */
  delayMs: number
  protocol: ProtocolRange = { min: PROTOCOL_MIN, max: PROTOCOL_MAX }
  /** Nothing is answered any more, and nothing is closed. */
  isBlackhole = false
  readonly uploads: UploadSwitches = { holdAt: Number.POSITIVE_INFINITY, flips: 0, lostAnswers: 0, isFull: false }
  readonly #monotonic: () => number
  #refusals: PlannedRefusal[] = []

  constructor(dropAcks: number, delayMs: number, monotonic: () => number) {
    this.dropAcks = dropAcks
    this.delayMs = delayMs
    this.#monotonic = monotonic
  }

  /** A new plan replaces the one for the same target; one of no requests or no time only takes that back. */
  planRefusal(target: RefusalTarget, { count, forMs }: RefusalExtent, error: ServerError): void {
    this.#refusals = this.#refusals.filter((planned) => planned.target !== target)
    const endsAt = this.#monotonic() + (forMs ?? Number.POSITIVE_INFINITY)
    if (count !== 0 && forMs !== 0) {
      this.#refusals.push({ target, error, endsAt, remaining: count ?? Number.POSITIVE_INFINITY })
    }
  }

  /** @throws Refusal when one is planned for this. */
  check(target: RequestName | 'handshake'): void {
    if (this.#refusals.length === 0) return
    const now = this.#monotonic()
    this.#refusals = this.#refusals.filter((planned) => planned.remaining > 0 && now < planned.endsAt)
    const planned = this.#refusals.find((one) => one.target === target || one.target === 'any')
    if (planned === undefined) return
    planned.remaining -= 1
    throw new Refusal(planned.error.code, planned.error.message, planned.error.retryAfterMs)
  }
}
