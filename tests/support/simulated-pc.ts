import { UptimeBootClock } from '../../src/main/platform/boot-clock.ts'
import type { QueueHostOptions } from './queue-host.ts'
import { QueueRig } from './queue-rig.ts'

const TRUE_START_MS = 1_700_000_000_000

/**
 * A PC with a queue on it, which sleeps, is switched off, and has a wall clock that anybody may set. It alone knows what
 * time it really is.
 */
export class SimulatedPc {
  readonly rig: QueueRig
  /** The server's clock is this much ahead of the true time. */
  serverAheadMs = 0
  readonly #state: PcState

  private constructor(rig: QueueRig, state: PcState) {
    this.rig = rig
    this.#state = state
  }

  /** It is on, and not connected. */
  static async open(changes: Partial<QueueHostOptions> = {}): Promise<SimulatedPc> {
    const state: PcState = { starts: 0, startedAt: 0, slept: 0, away: 0, isOnline: false }
    const holder: { pc: SimulatedPc | null } = { pc: null }
    const rig = await QueueRig.open({
      ...changes,
      serverNow: () => (state.isOnline && holder.pc !== null ? holder.pc.now() + holder.pc.serverAheadMs : null),
    })
    const pc = new SimulatedPc(rig, state)
    holder.pc = pc
    rig.server.setBlock('offline')
    await pc.restartProgram()
    return pc
  }

  /** The true time, milliseconds since the epoch. */
  now(): number {
    return TRUE_START_MS + this.rig.clock.monotonic() + this.#state.away
  }

  get isOnline(): boolean {
    return this.#state.isOnline
  }

  async goOnline(): Promise<void> {
    this.#state.isOnline = true
    await this.rig.host.store.commit(this.rig.host.timekeeper.anchor())
    this.rig.server.setBlock(null)
  }

  /** The server is reached just long enough to tell the time. */
  async hearServer(): Promise<void> {
    this.#state.isOnline = true
    await this.rig.host.store.commit(this.rig.host.timekeeper.anchor())
    this.#state.isOnline = false
  }

  goOffline(): void {
    this.#state.isOnline = false
    this.rig.server.setBlock('offline')
  }

  /** Nothing runs; the monotonic clock does not count it, the uptime does. */
  sleep(ms: number): void {
    this.rig.clock.sleep(ms)
    this.#state.slept += ms
    this.#state.away += ms
  }

  async restartProgram(): Promise<void> {
    const { starts } = this.#state
    const boot = new UptimeBootClock(this.rig.clock, `start-${starts}`, () => this.#uptime())
    await this.rig.reopen({ boot })
  }

  /** Switched off for `ms`, and on again. */
  async restartPc(ms: number): Promise<void> {
    this.goOffline()
    await this.rig.closeHost()
    this.rig.clock.sleep(ms)
    this.#state.away += ms
    this.#state.starts++
    this.#state.startedAt = this.rig.clock.monotonic()
    this.#state.slept = 0
    await this.restartProgram()
  }

  #uptime(): number {
    return this.rig.clock.monotonic() - this.#state.startedAt + this.#state.slept
  }
}

interface PcState {
  starts: number
  /** Monotonic. */
  startedAt: number
  slept: number
  /** Time that passed without the monotonic clock counting it. */
  away: number
  isOnline: boolean
}
