import type { Cancel, Clock } from '../platform/clock.ts'
import { ConnectorError } from './connector.ts'

/** An answer that takes longer makes the connection `degraded`. */
export const LATE_AFTER_MS = 1_000
/** Hysteresis: back on time only when this many answers in a row took less than `ON_TIME_BELOW_MS`. */
const ON_TIME_BELOW_MS = 800
const ON_TIME_ANSWERS = 3
const KEPT_ANSWERS = 5
/** A slow link is asked more often, so that it is seen to recover. */
const DEGRADED_INTERVAL_MS = 1_000
/** After a wake-up the question is only whether the link survived. */
const VERIFY_DEADLINE_MS = 1_500
/** Even a link that still delivers bytes is given up when a ping stays unanswered this long. */
const HARD_LIMIT_MS = 30_000
/** Wall clock and monotonic clock never drift apart this far by themselves. */
const CLOCK_JUMP_MS = 2_000

export interface HeartbeatListener {
  onAnswer(rttMs: number, serverTime: number | null): void
  onLate(detail: string): void
  onOnTime(): void
  /** Called once; the heartbeat has stopped. */
  onLost(detail: string): void
  /** The PC slept, or somebody set its clock. */
  onClockJump(): void
}

export interface HeartbeatOptions {
  readonly clock: Clock
  readonly intervalMs: number
  /** Multiplies the deadline. 1 normally; more after a link was given up that may only have been slow. */
  readonly patience: number
  readonly ping: (timeoutMs: number) => Promise<{ readonly serverTime: number }>
  /** Bytes received so far: while they grow, an answer is late and not lost. */
  readonly bytesReceived: () => number
  readonly listener: HeartbeatListener
}

/**
 * How long an answer may take. With the interval it bounds how long a dead link stays unseen: 2.5 s + 2 s at the
 * default, below the 5 s the product promises.
 */
export function replyDeadline(intervalMs: number): number {
  return Math.min(10_000, Math.max(1_500, intervalMs * 0.8))
}

interface Ping {
  readonly sentAt: number
  dueAt: number
  bytes: number
  cancelLate: Cancel
  cancelDeadline: Cancel
}

/** Asks the server at a steady pace whether it is there; one question at a time. */
export class Heartbeat {
  readonly #options: HeartbeatOptions
  readonly #clock: Clock
  readonly #deadlineMs: number
  #isRunning = false
  #isLate = false
  #answers: readonly number[] = []
  #ping: Ping | null = null
  #cancelNext: Cancel | null = null
  #lastSeen: { readonly wall: number; readonly monotonic: number }

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#clock = options.clock
    this.#deadlineMs = replyDeadline(options.intervalMs) * options.patience
    this.#lastSeen = this.#readClocks()
  }

  start(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#lastSeen = this.#readClocks()
    this.#send(this.#deadlineMs)
  }

  stop(): void {
    this.#isRunning = false
    this.#cancelNext?.()
    this.#cancelNext = null
    this.#endPing()
  }

  /** Asks at once, with a short deadline: after a suspend or a change of network. */
  verify(): void {
    if (!this.#isRunning) return
    const ping = this.#ping
    if (ping === null) return this.#send(VERIFY_DEADLINE_MS)
    const due = this.#clock.monotonic() + VERIFY_DEADLINE_MS
    if (due < ping.dueAt) this.#setDeadline(ping, VERIFY_DEADLINE_MS)
  }

  #send(deadlineMs: number): void {
    this.#cancelNext?.()
    this.#cancelNext = null
    const sentAt = this.#clock.monotonic()
    const ping: Ping = {
      sentAt,
      dueAt: 0,
      bytes: this.#options.bytesReceived(),
      cancelLate: this.#clock.schedule(LATE_AFTER_MS, () => this.#becomeLate(LATE_AFTER_MS)),
      cancelDeadline: () => undefined,
    }
    this.#ping = ping
    this.#setDeadline(ping, deadlineMs)
    this.#options.ping(HARD_LIMIT_MS).then(
      (answer) => this.#onAnswer(ping, answer.serverTime),
      (error: unknown) => this.#onError(ping, error),
    )
  }

  #setDeadline(ping: Ping, deadlineMs: number): void {
    ping.cancelDeadline()
    ping.dueAt = this.#clock.monotonic() + deadlineMs
    ping.cancelDeadline = this.#clock.schedule(deadlineMs, () => this.#onDeadline(ping))
  }

  #onDeadline(ping: Ping): void {
    if (this.#noticeJump(ping.dueAt)) {
      // The program itself stood still: the answer may already lie in the socket, unread.
      return this.#setDeadline(ping, VERIFY_DEADLINE_MS)
    }
    const bytes = this.#options.bytesReceived()
    const waitedMs = this.#clock.monotonic() - ping.sentAt
    if (bytes > ping.bytes && waitedMs < HARD_LIMIT_MS) {
      ping.bytes = bytes
      return this.#setDeadline(ping, this.#deadlineMs)
    }
    this.stop()
    this.#options.listener.onLost(`The server has not answered for ${Math.round(waitedMs / 100) / 10} s.`)
  }

  #onAnswer(ping: Ping, serverTime: number | null): void {
    if (this.#ping !== ping) return
    this.#endPing()
    const rttMs = this.#clock.monotonic() - ping.sentAt
    this.#answers = [...this.#answers, rttMs].slice(-KEPT_ANSWERS)
    this.#options.listener.onAnswer(rttMs, serverTime)
    this.#judge(rttMs)
    // A listener may have stopped us.
    if (!this.#isRunning) return
    const interval = this.#isLate ? Math.min(DEGRADED_INTERVAL_MS, this.#options.intervalMs) : this.#options.intervalMs
    const dueAt = Math.max(ping.sentAt + interval, this.#clock.monotonic())
    this.#cancelNext = this.#clock.schedule(dueAt - this.#clock.monotonic(), () => this.#onBeat(dueAt))
  }

  /** A refusal and a senseless answer are answers too: the link is alive. */
  #onError(ping: Ping, error: unknown): void {
    if (this.#ping !== ping) return
    const kind = error instanceof ConnectorError ? error.kind : 'network'
    if (kind === 'refused' || kind === 'protocol') return this.#onAnswer(ping, null)
    this.stop()
    this.#options.listener.onLost('The connection to the server is dead.')
  }

  #onBeat(dueAt: number): void {
    const hasJumped = this.#noticeJump(dueAt)
    if (this.#isRunning) this.#send(hasJumped ? VERIFY_DEADLINE_MS : this.#deadlineMs)
  }

  /** True after a suspend, a stop of the whole program, or a change of the wall clock. */
  #noticeJump(dueAt: number): boolean {
    const before = this.#lastSeen
    this.#lastSeen = this.#readClocks()
    const wallMs = this.#lastSeen.wall - before.wall
    const monotonicMs = this.#lastSeen.monotonic - before.monotonic
    const hasDiverged = Math.abs(wallMs - monotonicMs) > CLOCK_JUMP_MS
    if (hasDiverged) this.#options.listener.onClockJump()
    return hasDiverged || this.#lastSeen.monotonic - dueAt > CLOCK_JUMP_MS
  }

  #judge(rttMs: number): void {
    const recent = this.#answers.slice(-ON_TIME_ANSWERS)
    if (!this.#isLate) {
      if (this.#answers.length >= ON_TIME_ANSWERS && median(this.#answers) > LATE_AFTER_MS) this.#becomeLate(rttMs)
    } else if (recent.length === ON_TIME_ANSWERS && recent.every((answer) => answer < ON_TIME_BELOW_MS)) {
      this.#isLate = false
      this.#options.listener.onOnTime()
    }
  }

  #becomeLate(rttMs: number): void {
    this.#isLate = true
    this.#options.listener.onLate(`The server takes ${Math.round(rttMs)} ms or longer to answer.`)
  }

  #endPing(): void {
    this.#ping?.cancelLate()
    this.#ping?.cancelDeadline()
    this.#ping = null
  }

  #readClocks(): { readonly wall: number; readonly monotonic: number } {
    return { wall: this.#clock.now(), monotonic: this.#clock.monotonic() }
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
