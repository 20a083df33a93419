import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { BULK_CHUNK, type BulkProgress, BulkRun } from '../../../../src/renderer/app/bulk-run.ts'
import { RequestError } from '../../../../src/renderer/ipc/client.ts'

const intentOf = (number: number): Intent => ({
  kind: 'update',
  entityType: 'device',
  entityId: `d${number}`,
  fields: { tags: ['x'] },
})
const intentsOf = (count: number): Intent[] => Array.from({ length: count }, (_, index) => intentOf(index))
const numberOf = (intent: Intent): number => Number(intent.entityId?.slice(1))

/** A queue that refuses parts holding one of these, and everything once it is full. */
function queueOf({ bad = new Set<number>(), capacity = Number.POSITIVE_INFINITY } = {}) {
  const taken: number[] = []
  let calls = 0
  const enqueue = async (intents: readonly Intent[]) => {
    calls += 1
    if (taken.length + intents.length > capacity) throw new RequestError({ code: 'queue-full', message: 'It is full.' })
    if (intents.some((intent) => bad.has(numberOf(intent))))
      throw new RequestError({ code: 'not-found', message: 'It is gone.' })
    taken.push(...intents.map(numberOf))
    return intents.map((intent) => {
      return { key: `k${numberOf(intent)}`, entityId: intent.entityId ?? '', clientSequence: 1, merged: [] }
    })
  }
  return { enqueue, taken, calls: () => calls }
}

describe('a change of many', () => {
  it('is queued in parts and says how far it is', async () => {
    const { enqueue, taken, calls } = queueOf()
    const told: BulkProgress[] = []
    const run = new BulkRun({ enqueue, onProgress: (progress) => told.push(progress) })
    const { state, queued, operations } = await run.run(intentsOf(BULK_CHUNK * 3 + 1))
    expect([state, queued, operations.length, calls()]).toEqual(['finished', 1_501, 1_501, 4])
    expect(taken).toHaveLength(1_501)
    expect(told.map((progress) => progress.queued)).toEqual([0, 500, 1_000, 1_500, 1_501])
  })

  it('queues all but those that are refused, each with its reason, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_200 }),
        fc.uniqueArray(fc.nat({ max: 1_199 }), { maxLength: 12 }),
        async (count, refused) => {
          const bad = new Set(refused)
          const { enqueue, taken } = queueOf({ bad })
          const result = await new BulkRun({ enqueue, onProgress: () => undefined }).run(intentsOf(count))
          const expected = Array.from({ length: count }, (_, index) => index).filter((number) => !bad.has(number))
          expect(taken).toEqual(expected)
          expect(result.intents.map(numberOf)).toEqual(expected)
          expect(result.operations.map(({ key }) => key)).toEqual(expected.map((number) => `k${number}`))
          expect(result.failed.map(({ intent }) => numberOf(intent))).toEqual(
            refused.filter((number) => number < count).sort((a, b) => a - b),
          )
          expect(result.failed.every(({ error }) => error.message === 'It is gone.')).toBe(true)
          expect(result.queued + result.failed.length).toBe(count)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('stops asking when nothing more can be taken, and names the rest as failed', async () => {
    const { enqueue, calls } = queueOf({ capacity: 700 })
    const result = await new BulkRun({ enqueue, onProgress: () => undefined }).run(intentsOf(2_000))
    expect([result.queued, result.failed.length, calls()]).toEqual([500, 1_500, 2])
    expect(result.failed[0]?.error.code).toBe('queue-full')
  })

  it('keeps what was queued when it is cancelled, and names what was not tried', async () => {
    const { enqueue } = queueOf()
    const run: BulkRun = new BulkRun({
      enqueue,
      onProgress: ({ queued }) => {
        if (queued === 1_000) run.cancel()
      },
    })
    const result = await run.run(intentsOf(2_200))
    expect([result.state, result.queued, result.left.length]).toEqual(['cancelled', 1_000, 1_200])
  })
})
