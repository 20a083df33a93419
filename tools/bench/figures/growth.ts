import { z } from 'zod'
import { removeDatabase } from '../bench-folder.ts'
import { runChild } from '../child.ts'
import type { BenchContext } from '../context.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { median } from '../statistics.ts'

const GOAL: Goal = {
  id: 'P11',
  title: "main's memory from 1,000 to 100,000 pending",
  unit: 'MB',
  better: 'lower',
  floor: 15,
  aim: 5,
}
const FROM = 1_000
const TO = 100_000
const QUICK_TO = 20_000

const memorySchema = z.object({ heapMb: z.number(), rssMb: z.number() })
const reportSchema = z.object({ before: memorySchema, after: memorySchema, waiting: z.number() })
type GrowthReport = z.infer<typeof reportSchema>

export async function growth(context: BenchContext): Promise<FigureResult[]> {
  const to = context.size(TO, QUICK_TO)
  const rounds: GrowthReport[] = []
  for (let round = 0; round < context.rounds; round += 1) rounds.push(await measure(context, to))
  const growths = rounds.map(({ before, after }) => after.heapMb - before.heapMb)
  return [
    resultOf(
      GOAL,
      rounds.map(({ before, after }, index) => ({
        ratio: growths[index] ?? 0,
        measured: after.heapMb,
        limit: before.heapMb,
      })),
      {
        absoluteUnit: 'MB',
        note: `Heap and buffers of main's thread after a full collection, grown by enqueueing from ${FROM} to ${to}: an edit of each of 50,000 devices, then a command to each. The value beside it is the memory at ${FROM}.`,
        details: {
          bytesPerOperation: (median(growths) * 1_048_576) / (to - FROM),
          rssGrowthMb: median(rounds.map(({ before, after }) => after.rssMb - before.rssMb)),
        },
      },
    ),
  ]
}

async function measure(context: BenchContext, to: number): Promise<GrowthReport> {
  const file = context.folder.copyOf(await context.largeSite(0))
  const nodeArguments = ['--expose-gc']
  const report = await runChild('growth-process.ts', { file, from: FROM, to }, reportSchema, { nodeArguments })
  removeDatabase(file)
  if (report.waiting !== to) throw new Error(`${report.waiting} operations were waiting instead of ${to}`)
  return report
}
