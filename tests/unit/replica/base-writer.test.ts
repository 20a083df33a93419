import { beforeEach, describe, expect, it } from 'vitest'
import type { Mutation, Store } from '../../../src/main/database/store.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { BaseWriter } from '../../../src/main/replica/base-writer.ts'
import type { EntityRecord } from '../../../src/shared/domain/entities.ts'
import { deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const ref = (entityId: string) => ({ entityType: 'device', entityId }) as const

describe('writing the copy behind', () => {
  let clock = new ManualClock()
  let commits: (readonly Mutation[])[] = []
  let refuses = false
  let records = new Map<string, EntityRecord>()
  let writer: BaseWriter
  /** How long each commit takes. */
  let commitMs = 0

  beforeEach(() => {
    clock = new ManualClock()
    commits = []
    refuses = false
    commitMs = 0
    records = new Map()
    const store = {
      commit: (mutations: readonly Mutation[]) =>
        new Promise<void>((resolve, reject) => {
          clock.schedule(commitMs, () => {
            if (refuses) return reject(new Error('full'))
            commits.push(mutations)
            resolve()
          })
        }),
    } as unknown as Store
    writer = new BaseWriter({
      store,
      clock,
      logger: silentLogger,
      recordOf: ({ entityId }) => records.get(entityId) ?? null,
      graveWrites: () => [{ type: 'meta.put', name: 'graves', value: '[]' }],
      cursorWrite: () => ({ mutations: [{ type: 'meta.put', name: 'cursor', value: '1' }], stored: () => undefined }),
    })
    writer.run()
  })

  const note = (id: string, isWhole: boolean): void => {
    records.set(id, deviceRecord(id))
    writer.note(ref(id), isWhole)
  }
  const kinds = (): string[][] => commits.map((mutations) => mutations.map(({ type }) => type))

  it('writes reports together and whole records by themselves, the cursor last', async () => {
    for (const id of ['b', 'a']) note(id, false)
    note('c', true)
    writer.noteCursor()
    await clock.advance(500)
    expect(kinds()).toEqual([['entity.put', 'reports.put'], ['meta.put']])
    const [, reports] = commits[0] ?? []
    expect(reports).toMatchObject({ reports: [{ ref: ref('a') }, { ref: ref('b') }] })
  })

  it('writes a record whole when more than its report has changed', async () => {
    note('a', false)
    note('a', true)
    note('a', false)
    await clock.advance(500)
    expect(kinds()).toEqual([['entity.put']])
  })

  it('removes what is gone, with what must be remembered of it', async () => {
    writer.note(ref('gone'), true)
    await clock.advance(500)
    expect(kinds()).toEqual([['entity.remove', 'meta.put']])
  })

  it('keeps what could not be written for the next round, and the cursor with it', async () => {
    refuses = true
    note('a', false)
    writer.noteCursor()
    await clock.advance(500)
    refuses = false
    await clock.advance(600)
    expect(kinds()).toEqual([['reports.put'], ['meta.put']])
  })

  it('takes a small part of the time: after long writing comes a long pause', async () => {
    commitMs = 100
    note('a', false)
    await clock.advance(600)
    note('b', false)
    await clock.advance(1_500)
    expect(commits).toHaveLength(1)
    await clock.advance(1_000)
    expect(commits).toHaveLength(2)
  })
})
