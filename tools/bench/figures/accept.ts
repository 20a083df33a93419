import { AcknowledgingServer } from '../acknowledging-server.ts'
import { BareWriter } from '../bare-writer.ts'
import { removeDatabase } from '../bench-folder.ts'
import type { BenchContext } from '../context.ts'
import { editOf } from '../intents.ts'
import type { QueueHost } from '../queue-host.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median, percentile } from '../statistics.ts'

const ONE_AT_A_TIME: Goal = {
  id: 'P1',
  title: 'durable accept, one at a time',
  unit: '× L1',
  better: 'higher',
  floor: 0.55,
  aim: 0.75,
}
const TOGETHER: Goal = { ...ONE_AT_A_TIME, id: 'P1b', title: 'durable accept, 8 callers', floor: 2, aim: 3 }
const CALLERS = 8
const OPERATIONS = 2_000
const QUICK_OPERATIONS = 400
const WARM_UP = 400
const US_PER_MS = 1_000

/** Turns of the two sides within a round: the disk's moods, which last seconds, fall on both. */
const SLICES = 10

/** What one side took for its share of a round: milliseconds in all, and of each accept. */
interface Accepted {
  readonly ms: number
  readonly durations: readonly number[]
}

export async function acceptOneAtATime(context: BenchContext): Promise<FigureResult[]> {
  return [await measureAccept(context, ONE_AT_A_TIME, 1)]
}

export async function acceptTogether(context: BenchContext): Promise<FigureResult[]> {
  return [await measureAccept(context, TOGETHER, CALLERS)]
}

async function measureAccept(context: BenchContext, goal: Goal, callers: number): Promise<FigureResult> {
  await context.written()
  const rounds: { readonly bare: Accepted; readonly queue: Accepted }[] = []
  for (let round = 0; round < context.rounds; round += 1) {
    rounds.push(await context.withHost(new AcknowledgingServer(), (host) => acceptRound(context, host, callers)))
  }
  const count = operations(context)
  const perSecond = ({ ms }: Accepted): number => (count / ms) * 1_000
  const at = (quantile: number, side: 'bare' | 'queue'): number =>
    median(rounds.map((round) => percentile(round[side].durations, quantile))) * US_PER_MS
  return resultOf(
    goal,
    rounds.map(({ bare, queue }) => ({
      ratio: bare.ms / queue.ms,
      measured: perSecond(queue),
      limit: perSecond(bare),
    })),
    {
      absoluteUnit: 'operations/s',
      note: `${count} edits a round in calls of one intent, ${callers} at once, in ${SLICES} turns with L1, which writes the same operation and overlay rows.`,
      details: {
        p50Us: at(0.5, 'queue'),
        p99Us: at(0.99, 'queue'),
        limitP50Us: at(0.5, 'bare'),
        limitP99Us: at(0.99, 'bare'),
      },
    },
  )
}

function operations(context: BenchContext): number {
  return context.size(OPERATIONS, QUICK_OPERATIONS)
}

async function acceptRound(
  context: BenchContext,
  host: QueueHost,
  callers: number,
): Promise<{ readonly bare: Accepted; readonly queue: Accepted }> {
  const file = context.folder.fresh('bare.sqlite')
  const writer = new BareWriter(file, await context.written())
  const bare = new Side(async (index) => writer.commit(index))
  const queue = new Side((index) => host.enqueue([editOf(index)]))
  const slice = operations(context) / SLICES
  try {
    await bare.accept(WARM_UP, 1)
    await queue.accept(WARM_UP, 1)
    const turns = await interleaved(
      SLICES,
      () => bare.accept(slice, 1),
      () => queue.accept(slice, callers),
    )
    return { bare: joined(turns.map(({ first }) => first)), queue: joined(turns.map(({ second }) => second)) }
  } finally {
    writer.close()
    removeDatabase(file)
  }
}

function joined(parts: readonly Accepted[]): Accepted {
  return {
    ms: parts.reduce((sum, part) => sum + part.ms, 0),
    durations: parts.flatMap((part) => part.durations),
  }
}

/** One side of the comparison: accepts one index after the other, each once. */
class Side {
  readonly #acceptOne: (index: number) => Promise<void>
  #next = 0

  constructor(acceptOne: (index: number) => Promise<void>) {
    this.#acceptOne = acceptOne
  }

  /** `count` more, by callers that each wait for their own before the next. */
  async accept(count: number, callers: number): Promise<Accepted> {
    const durations: number[] = []
    const end = this.#next + count
    const call = async (): Promise<void> => {
      while (this.#next < end) {
        const index = this.#next
        this.#next += 1
        const startedAt = performance.now()
        await this.#acceptOne(index)
        durations.push(performance.now() - startedAt)
      }
    }
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: callers }, call))
    return { ms: performance.now() - startedAt, durations }
  }
}
