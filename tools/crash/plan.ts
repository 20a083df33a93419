import { between, chance, pick, type Random } from '../../src/fleet-server/platform/random.ts'

/** What happens to the server while a host lives. */
export type ServerTrouble = 'none' | 'kill' | 'stop' | 'cut' | 'foreign-edits'

/** What devices say of their commands: all but one in fifty are done, nothing, or that they failed. */
export type ReportMode = 'normal' | 'never' | 'fail'

/** One round, drawn before it begins. */
export interface RoundPlan {
  /** The kill comes so many milliseconds after this moment of the host's life. */
  readonly moment: 'start' | 'enqueue' | 'drain'
  readonly delayMs: number
  readonly steps: number
  readonly connectAtStep: number
  /** Share of acknowledgements that never leave the server. */
  readonly dropAcks: number
  readonly ackDelayMs: number
  readonly trouble: ServerTrouble
  /** When the trouble comes, after the host is online. */
  readonly troubleDelayMs: number
  /** Others edit while this console is not there: what it sends next has another base. */
  readonly areOthersFirst: boolean
  readonly reports: ReportMode
  readonly hostSeed: number
}

const MAX_DELAY_MS = {
  /** About as long as a host takes from its first instruction to its first accepted operation. */
  start: 350,
  enqueue: 25,
  drain: 200,
} as const
/** A lost acknowledgement shows as such after the request's timeout; some hosts live to see it, and ask. */
const DROPPED_DRAIN_MS = 900
const RESTART_DRAIN_MS = 1_100
/** Devices are through with most commands after this; some hosts live to hear it. */
const REPORT_DRAIN_MS = 1_500

export function planRound(random: Random): RoundPlan {
  const trouble = pick(random, [
    'none',
    'none',
    'none',
    'none',
    'none',
    'none',
    'kill',
    'stop',
    'cut',
    'foreign-edits',
  ] as const)
  const isServerDown = trouble === 'kill' || trouble === 'stop' || trouble === 'cut'
  const dropAcks = chance(random, 0.25) ? between(random, 2, 7) / 10 : 0
  const drawn = pick(random, ['start', 'start', 'enqueue', 'enqueue', 'drain', 'drain'] as const)
  const moment = trouble === 'none' ? drawn : 'drain'
  const steps = between(random, 8, 30)
  return {
    moment,
    delayMs: random.next() * (moment === 'drain' ? drainDelay(random, isServerDown, dropAcks) : MAX_DELAY_MS[moment]),
    steps,
    connectAtStep: between(random, 0, steps),
    dropAcks,
    ackDelayMs: pick(random, [0, 10, 30, 60, 120]),
    trouble,
    troubleDelayMs: random.next() * 60,
    areOthersFirst: chance(random, 0.3),
    reports: pick(random, ['normal', 'normal', 'normal', 'normal', 'normal', 'normal', 'never', 'fail'] as const),
    hostSeed: between(random, 1, 2_000_000_000),
  }
}

function drainDelay(random: Random, isServerDown: boolean, dropAcks: number): number {
  if (isServerDown) return RESTART_DRAIN_MS
  if (chance(random, 0.15)) return REPORT_DRAIN_MS
  return dropAcks > 0 ? DROPPED_DRAIN_MS : MAX_DELAY_MS.drain
}
