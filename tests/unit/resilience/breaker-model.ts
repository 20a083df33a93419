import type { BreakerMode } from '#shared/domain/resilience.ts'

/** How a call ends. */
export type Ending = 'works' | 'fails' | 'refused' | 'not-sent'
export interface Limits {
  readonly failureThreshold: number
  readonly successThreshold: number
  readonly timeoutMs: number
}

export interface ModelCall {
  readonly id: number
  /** Counts only while the model's era is still this one. */
  readonly era: number
  readonly kind: 'closed' | 'probe' | 'bypass'
  readonly lostAt: number
}

const PROBE_LOST_AFTER_MS = 150_000
const SLOT_MS = 5_000
const SLOTS = 12

/** What a breaker should be, written down as plainly as possible: lists instead of counters, no promises, no library. */
export class Model {
  readonly #limits: Limits
  now = 0
  mode: BreakerMode = 'auto'
  phase: 'closed' | 'open' | 'half-open' = 'closed'
  era = 0
  #results: { slot: number; isFailure: boolean }[] = []
  #goodTries = 0
  probeAt = 0
  probing: ModelCall | null = null
  readonly onTheWay: ModelCall[] = []
  readonly counts = { calls: 0, successes: 0, failures: 0, refused: 0, opened: 0 }

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get state(): string {
    return this.mode === 'auto' ? this.phase : `forced-${this.mode}`
  }

  get refusal(): { reason: string; nextProbeInMs: number | null } | null {
    if (this.mode === 'open') return { reason: 'forced-open', nextProbeInMs: null }
    if (this.mode === 'closed' || this.phase === 'closed') return null
    if (this.phase === 'half-open') return this.probing === null ? null : { reason: 'probing', nextProbeInMs: null }
    return this.now >= this.probeAt ? null : { reason: 'open', nextProbeInMs: this.probeAt - this.now }
  }

  /** @returns whether the call is let through. */
  begin(id: number): boolean {
    if (this.refusal !== null) {
      this.counts.refused++
      return false
    }
    this.counts.calls++
    if (this.mode === 'auto' && this.phase === 'open') {
      this.#enter('half-open')
      this.#goodTries = 0
    }
    const isProbe = this.mode === 'auto' && this.phase === 'half-open'
    const kind = this.mode === 'closed' ? 'bypass' : isProbe ? 'probe' : 'closed'
    const call: ModelCall = { id, era: this.era, kind, lostAt: isProbe ? this.now + PROBE_LOST_AFTER_MS : Infinity }
    if (isProbe) this.probing = call
    this.onTheWay.push(call)
    return true
  }

  end(call: ModelCall, how: Ending): void {
    this.onTheWay.splice(this.onTheWay.indexOf(call), 1)
    const isFailure = how === 'fails'
    if (isFailure) this.counts.failures++
    else if (how !== 'not-sent') this.counts.successes++
    if (call.era !== this.era || call.kind === 'bypass') return
    if (call.kind === 'closed') return how === 'not-sent' ? undefined : this.#record(isFailure)
    this.probing = null
    if (how === 'not-sent') this.#enter('open')
    else if (isFailure) this.#open()
    else if (++this.#goodTries >= this.#limits.successThreshold) this.#enter('closed')
  }

  wait(ms: number): void {
    const end = this.now + ms
    for (const call of this.onTheWay.filter(({ lostAt }) => lostAt <= end).toSorted((a, b) => a.lostAt - b.lostAt)) {
      this.now = call.lostAt
      this.end(call, 'fails')
    }
    this.now = end
  }

  force(mode: BreakerMode): void {
    if (mode !== this.mode) this.startAnew(mode)
  }

  startAnew(mode: BreakerMode): void {
    this.mode = mode
    this.probing = null
    this.#enter('closed')
  }

  probeNow(): void {
    if (this.mode === 'auto' && this.phase === 'open') this.probeAt = Math.min(this.probeAt, this.now)
  }

  get recentFailures(): number {
    return this.mode === 'auto' && this.phase !== 'closed' ? 0 : this.#recent().filter((one) => one.isFailure).length
  }

  #record(isFailure: boolean): void {
    this.#results.push({ slot: Math.floor(this.now / SLOT_MS), isFailure })
    if (!isFailure) return
    const recent = this.#recent()
    const failures = recent.filter((one) => one.isFailure).length
    const threshold = this.#limits.failureThreshold
    const isDead = this.#results.slice(-threshold).every((one) => one.isFailure) && this.#results.length >= threshold
    if (failures >= threshold && (isDead || failures > recent.length - failures)) this.#open()
  }

  #recent() {
    return this.#results.filter(({ slot }) => slot > Math.floor(this.now / SLOT_MS) - SLOTS)
  }

  #open(): void {
    this.counts.opened++
    this.probeAt = this.now + this.#limits.timeoutMs
    this.#enter('open')
  }

  #enter(phase: Model['phase']): void {
    this.phase = phase
    this.era++
    this.#results = []
  }
}
