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
      keysOf: () => records.keys(),
      graveWrites: () => [{ type: 'meta.put', name: 'graves', value: '[]' }],
      cursorWrite: () => ({
        mutations: [{ type: 'meta.put', name: 'cursor', value: '1' }],
        ahead: async () => undefined,
        stored: () => undefined,
      }),
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

  it('takes a small part of the time: between parts come pauses, so long that other work goes on', async () => {
    commitMs = 10
    for (let index = 0; index < 700; index++) note(`d${String(index).padStart(3, '0')}`, false)
    await clock.advance(515)
    expect(commits).toHaveLength(1)
    await clock.advance(180)
    expect(commits).toHaveLength(1)
    await clock.advance(20)
    expect(commits).toHaveLength(2)
  })

  it('makes no more pauses when somebody waits for it', async () => {
    commitMs = 10
    for (let index = 0; index < 700; index++) note(`d${String(index).padStart(3, '0')}`, false)
    writer.noteCursor()
    await clock.advance(515)
    const stopped = writer.stop()
    await clock.advance(40)
    await stopped
    expect(kinds()).toEqual([['reports.put'], ['reports.put'], ['reports.put'], ['meta.put']])
    const written = commits.flat().flatMap((mutation) => (mutation.type === 'reports.put' ? mutation.reports : []))
    expect(new Set(written.map((report) => report.ref.entityId)).size).toBe(700)
  })
})
