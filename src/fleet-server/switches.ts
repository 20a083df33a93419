import type { ServerError } from '#shared/protocol/errors.ts'
import type { RequestName } from '#shared/protocol/requests.ts'
import { PROTOCOL_MAX, PROTOCOL_MIN, type ProtocolRange } from '#shared/protocol/version.ts'
import { Refusal } from './core/refusal.ts'

/** What a planned refusal hits. */
export type RefusalTarget = RequestName | 'handshake' | 'any'

export interface PlannedRefusal {
  readonly target: RefusalTarget
  readonly error: ServerError
  remaining: number
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
  #refusals: PlannedRefusal[] = []

  constructor(dropAcks: number, delayMs: number) {
    this.dropAcks = dropAcks
    this.delayMs = delayMs
  }

  /** Zero of `count` takes earlier plans for the same target back. */
  planRefusal(target: RefusalTarget, count: number, error: ServerError): void {
    this.#refusals = this.#refusals.filter((planned) => planned.target !== target)
    if (count > 0) this.#refusals.push({ target, error, remaining: count })
  }

  /** @throws Refusal when one is planned for this. */
  check(target: RequestName | 'handshake'): void {
    const planned = this.#refusals.find((one) => one.target === target || one.target === 'any')
    if (planned === undefined) return
    planned.remaining -= 1
    if (planned.remaining <= 0) this.#refusals = this.#refusals.filter((one) => one !== planned)
    throw new Refusal(planned.error.code, planned.error.message, planned.error.retryAfterMs)
  }
}
