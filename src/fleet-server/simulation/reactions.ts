import type { DeviceCommand } from '#shared/domain/commands.ts'
import type { DeviceStatus } from '#shared/domain/device-status.ts'

/** What a device does after a command: after so many milliseconds it reports this status. */
interface Step {
  readonly afterMs: number
  /** Null: it stays as it is. */
  readonly status: DeviceStatus | null
  readonly clearsCache?: boolean
}

const STEPS: Readonly<Record<DeviceCommand, readonly Step[]>> = {
  reload: [
    { afterMs: 300, status: 'idle' },
    { afterMs: 1_500, status: 'online' },
  ],
  restart: [
    { afterMs: 400, status: 'offline' },
    { afterMs: 3_000, status: 'online' },
  ],
  reboot: [
    { afterMs: 500, status: 'offline' },
    { afterMs: 6_000, status: 'online' },
  ],
  'clear-cache': [{ afterMs: 600, status: 'online', clearsCache: true }],
  screenshot: [{ afterMs: 800, status: null }],
  'push-content': [{ afterMs: 1_200, status: 'online' }],
}

/** A new device is switched on and reports for the first time. */
const FIRST_REPORT_MS = 2_000

/** A command on its way through a device. `key` is its operation's. */
export interface GivenCommand {
  readonly command: DeviceCommand
  readonly key: string
}

export interface Reaction {
  readonly deviceId: string
  readonly dueTick: number
  /** Null: it stays as it is. */
  readonly status: DeviceStatus | null
  readonly clearsCache: boolean
  /** The command that the device is through with after this; null while it is still at it. */
  readonly finishes: GivenCommand | null
}

/** Reactions that are still to come, by the simulation's own time: ticks. */
export class Reactions {
  readonly #tickMs: number
  readonly #waiting = new Map<string, Reaction[]>()

  constructor(tickMs: number) {
    this.#tickMs = tickMs
  }

  /** A device does one command after the other. */
  commanded(deviceId: string, given: GivenCommand, tick: number): void {
    this.#plan(deviceId, STEPS[given.command], tick, given)
  }

  created(deviceId: string, tick: number): void {
    this.#plan(deviceId, [{ afterMs: FIRST_REPORT_MS, status: 'online' }], tick, null)
  }

  /** What the device was about to do does not happen any more. */
  forget(deviceId: string): void {
    this.#waiting.delete(deviceId)
  }

  /** A device that is about to react makes no reports of its own in between. */
  isBusy(deviceId: string): boolean {
    return this.#waiting.has(deviceId)
  }

  takeDue(tick: number): Reaction[] {
    const due: Reaction[] = []
    for (const [deviceId, reactions] of this.#waiting) {
      while (reactions[0] !== undefined && reactions[0].dueTick <= tick) due.push(...reactions.splice(0, 1))
      if (reactions.length === 0) this.#waiting.delete(deviceId)
    }
    return due
  }

  #plan(deviceId: string, steps: readonly Step[], tick: number, given: GivenCommand | null): void {
    const before = this.#waiting.get(deviceId) ?? []
    const start = Math.max(tick, before.at(-1)?.dueTick ?? 0)
    const reactions = steps.map((step, index) => ({
      deviceId,
      dueTick: start + Math.ceil(step.afterMs / this.#tickMs),
      status: step.status,
      clearsCache: step.clearsCache ?? false,
      finishes: index === steps.length - 1 ? given : null,
    }))
    this.#waiting.set(deviceId, [...before, ...reactions])
  }
}
