import { beforeEach, describe, expect, it } from 'vitest'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { Replica } from '../../../src/main/replica/replica.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const MARK: Mutation = { type: 'meta.put', name: 'mark', value: 'here' }

describe('what follows the feed beside the copy', () => {
  let clock = new ManualClock()
  let done: string[] = []
  let refuses = false
  let replica: Replica

  beforeEach(() => {
    clock = new ManualClock()
    done = []
    refuses = false
    const store = {
      commit: async (mutations: readonly Mutation[]) => {
        done.push(mutations.map((one) => (one.type === 'meta.put' ? one.name : one.type)).join(' '))
      },
    } as unknown as Store
    const flush = async (): Promise<void> => {
      if (refuses) throw new Error('full')
      done.push('flushed')
    }
    replica = new Replica({ store, clock, logger: silentLogger, companion: { flush, mark: () => [MARK] } })
  })

  it('is on disk before the cursor is, and its mark with it', async () => {
    replica.advance({ epoch: 'one', sequence: 7 }, 1)
    await replica.persist()
    expect(done).toEqual(['flushed', 'feed_epoch feed_sequence synced_at mark'])
  })

  it('holds the cursor back while it cannot be written', async () => {
    refuses = true
    replica.advance({ epoch: 'one', sequence: 7 }, 1)
    await replica.persist()
    expect(done).toEqual([])
    refuses = false
    await replica.persist()
    expect(done).toHaveLength(2)
  })
})
