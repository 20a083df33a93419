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

/** Operations a second, and how long each took. */
interface Accepted {
  readonly perSecond: number
  readonly p50Us: number
  readonly p99Us: number
}

export async function acceptOneAtATime(context: BenchContext): Promise<FigureResult[]> {
  return [await measureAccept(context, ONE_AT_A_TIME, 1)]
}

export async function acceptTogether(context: BenchContext): Promise<FigureResult[]> {
  return [await measureAccept(context, TOGETHER, CALLERS)]
}

async function measureAccept(context: BenchContext, goal: Goal, callers: number): Promise<FigureResult> {
  await context.written()
  const rounds = await interleaved(
    context.rounds,
    () => acceptBare(context),
    () => context.withHost(new AcknowledgingServer(), (host) => acceptQueue(host, context, callers)),
  )
  return resultOf(
    goal,
    rounds.map(({ first, second }) => ({
      ratio: second.perSecond / first.perSecond,
      measured: second.perSecond,
      limit: first.perSecond,
    })),
    {
      absoluteUnit: 'operations/s',
      note: `${operations(context)} edits a round in calls of one intent, ${callers} at once; L1 writes the same operation and overlay rows.`,
      details: {
        p50Us: median(rounds.map(({ second }) => second.p50Us)),
        p99Us: median(rounds.map(({ second }) => second.p99Us)),
        limitP50Us: median(rounds.map(({ first }) => first.p50Us)),
        limitP99Us: median(rounds.map(({ first }) => first.p99Us)),
      },
    },
  )
}

function operations(context: BenchContext): number {
  return context.size(OPERATIONS, QUICK_OPERATIONS)
}

async function acceptBare(context: BenchContext): Promise<Accepted> {
  const file = context.folder.fresh('bare.sqlite')
  const writer = new BareWriter(file, await context.written())
  try {
    for (let index = 0; index < WARM_UP; index += 1) writer.commit(index)
    return await timed(operations(context), 1, async (index) => writer.commit(WARM_UP + index))
  } finally {
    writer.close()
    removeDatabase(file)
  }
}

async function acceptQueue(host: QueueHost, context: BenchContext, callers: number): Promise<Accepted> {
  const accept = (index: number): Promise<void> => host.enqueue([editOf(index)])
  for (let index = 0; index < WARM_UP; index += 1) await accept(index)
  return timed(operations(context), callers, (index) => accept(WARM_UP + index))
}

/** Calls `accept` `count` times, by callers that each wait for their own before the next. */
async function timed(count: number, callers: number, accept: (index: number) => Promise<void>): Promise<Accepted> {
  const durations: number[] = []
  let next = 0
  const call = async (): Promise<void> => {
    while (next < count) {
      const index = next
      next += 1
      const startedAt = performance.now()
      await accept(index)
      durations.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: callers }, call))
  const perSecond = (count / (performance.now() - startedAt)) * 1_000
  return { perSecond, p50Us: percentile(durations, 0.5) * 1_000, p99Us: percentile(durations, 0.99) * 1_000 }
}
