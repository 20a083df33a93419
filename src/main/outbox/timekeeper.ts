import type { TimeStamp } from '#shared/domain/operation.ts'
import type { Mutation } from '../database/store.ts'
import type { BootClock } from '../platform/boot-clock.ts'
import type { Clock } from '../platform/clock.ts'

/** How long ago something was: certainly `atLeast`, possibly `atMost`. Milliseconds; equal when it is known exactly. */
export interface Age {
  readonly atLeast: number
  readonly atMost: number
}

/** Operations of before the upgrade to this bookkeeping do not tell in which start of the PC they were made. */
const UNKNOWN_BOOT = ''
const ANCHOR_PREFIX = 'time_anchor:'
/** In front of the start of another PC: its uptime says nothing here, only the server's time does. */
const ELSEWHERE_PREFIX = 'elsewhere:'
/** Anchors of so many starts of the PC are kept: commands older than that have expired long ago. */
const KEPT_ANCHORS = 20
/** Two clocks drift apart by less than this in a day. */
const ANCHOR_TOLERANCE_MS = 5_000

/**
 * Tells how long an operation has waited, without trusting the wall clock. Within one start of the PC its uptime counts.
 * Across starts the server's time does, through an anchor: the server's time at the beginning of each start, noted
 * whenever the server is heard. What neither can tell is not guessed: the age is open upwards then.
 */
export class Timekeeper {
  readonly #clock: Clock
  readonly #boot: BootClock
  readonly #serverNow: () => number | null
  /** By start of the PC: the server's time when it began. */
  readonly #anchors = new Map<string, number>()

  constructor(dependencies: {
    clock: Clock
    boot: BootClock
    /** Milliseconds since the epoch by the server's clock; null while it is not known. */
    serverNow: () => number | null
  }) {
    this.#clock = dependencies.clock
    this.#boot = dependencies.boot
    this.#serverNow = dependencies.serverNow
  }

  /** Takes the anchors of earlier starts from the store's `meta`. */
  restore(meta: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(meta)) {
      const anchor = Number(value)
      if (name.startsWith(ANCHOR_PREFIX) && Number.isFinite(anchor)) {
        this.#anchors.set(name.slice(ANCHOR_PREFIX.length), anchor)
      }
    }
  }

  /**
   * The server's time is known: what is to be stored so that this start of the PC can be placed later on.
   * Empty when nothing new was learnt.
   */
  anchor(): readonly Mutation[] {
    const server = this.#serverNow()
    if (server === null) return []
    // The PC may have slept just now: with the uptime of before, all of this start would seem younger by the sleep.
    this.#boot.refresh()
    const anchor = Math.round(server - this.#boot.up())
    const known = this.#anchors.get(this.#boot.boot)
    if (known !== undefined && Math.abs(known - anchor) < ANCHOR_TOLERANCE_MS) return []
    this.#anchors.set(this.#boot.boot, anchor)
    const oldest = [...this.#anchors].sort((a, b) => b[1] - a[1]).slice(KEPT_ANCHORS)
    for (const [boot] of oldest) this.#anchors.delete(boot)
    return [{ type: 'meta.put', name: ANCHOR_PREFIX + this.#boot.boot, value: String(anchor) }]
  }

  /** Reads the system's uptime anew: before deciding what may still be sent. */
  refresh(): void {
    this.#boot.refresh()
  }

  stamp(): TimeStamp {
    const { boot } = this.#boot
    const up = Math.round(this.#boot.up())
    const server = this.#serverNow() ?? this.#serverAt(boot, up)
    return { boot, up, server: server === null ? null : Math.round(server), wall: this.#clock.now() }
  }

  /** The same moment with the server's time, where that can be told: all that another PC can go by. */
  withServerTime(then: TimeStamp): TimeStamp {
    const server = this.#serverAt(then.boot, then.up) ?? then.server
    return { ...then, server: server === null ? null : Math.round(server) }
  }

  /** How long ago `then` was. */
  age(then: TimeStamp): Age {
    if (then.boot.startsWith(ELSEWHERE_PREFIX)) return this.#ageOfElsewhere(then)
    const up = this.#boot.up()
    if (then.boot === this.#boot.boot) return exactly(up - then.up)
    if (then.boot === UNKNOWN_BOOT) return { atLeast: 0, atMost: Number.POSITIVE_INFINITY }
    const serverThen = this.#serverAt(then.boot, then.up) ?? then.server
    const serverNow = this.#serverNow() ?? this.#serverAt(this.#boot.boot, up)
    // It was made before this start: that is sure. Beyond that only the server can tell.
    if (serverThen === null || serverNow === null) return { atLeast: up, atMost: Number.POSITIVE_INFINITY }
    return exactly(Math.max(serverNow - serverThen, up))
  }

  #ageOfElsewhere({ server }: TimeStamp): Age {
    const now = this.#serverNow() ?? this.#serverAt(this.#boot.boot, this.#boot.up())
    return server === null || now === null ? { atLeast: 0, atMost: Number.POSITIVE_INFINITY } : exactly(now - server)
  }

  #serverAt(boot: string, up: number): number | null {
    const anchor = this.#anchors.get(boot)
    return anchor === undefined ? null : anchor + up
  }
}

/** A moment that another PC noted, marked as such. */
export function notedElsewhere(stamp: TimeStamp): TimeStamp {
  const isMarked = stamp.boot.startsWith(ELSEWHERE_PREFIX)
  return isMarked ? stamp : { ...stamp, boot: ELSEWHERE_PREFIX + stamp.boot }
}

function exactly(ms: number): Age {
  const age = Math.max(0, ms)
  return { atLeast: age, atMost: age }
}
