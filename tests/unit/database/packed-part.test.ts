import { describe, expect, it } from 'vitest'
import { packedPart, unpackedPart } from '../../../src/main/database/packed-part.ts'
import type { OperationIndexRow } from '../../../src/main/database/store.ts'
import { changedRecord } from '../../../src/main/database/text-record.ts'
import { deviceRecord } from '../../support/builders.ts'

const USUAL: OperationIndexRow = {
  key: '00000000-0000-4000-8000-000000000001',
  clientSequence: 1,
  entityType: 'device',
  entityId: 'dev_1',
  kind: 'update',
  state: 'queued',
  priority: 2,
  baseVersion: 3,
  createdAt: 1_000,
  attempts: 0,
  nextAttemptAt: null,
  bytes: 80,
  lastError: null,
  fields: ['name', 'tags'],
  userId: 'usr_1',
  dependsOn: [],
  batch: null,
  waitingSince: { boot: 'b', up: 5, server: null, wall: 1_000 },
  acceptedAt: null,
  trouble: null,
}

const UNUSUAL: Partial<OperationIndexRow>[] = [
  { attempts: 1 },
  { nextAttemptAt: 9 },
  { lastError: { code: 'c', message: 'm' } },
  { fields: [], kind: 'delete' },
  { dependsOn: [4, 7] },
  { batch: { id: 'b', size: 3 } },
  { waitingSince: { boot: '', up: 0, server: 12, wall: 13 } },
  { acceptedAt: { boot: 'b', up: 5, server: 1, wall: 1 } },
  { trouble: { code: 'unreadable', message: 'm' } },
]

describe('a part on its way between threads', () => {
  it('arrives as it was, the unusual as well as the usual', () => {
    const operations = [USUAL, ...UNUSUAL.map((difference) => ({ ...USUAL, ...difference }))]
    const part = {
      entities: [deviceRecord('dev_1'), deviceRecord('dev_2', { version: 4, sequence: 9, reported: {} })],
      operations,
      effects: operations.map((_, index) => (index === 2 ? null : `["${index}"]`)),
      problems: ['one'],
    }
    const next = { of: 'operations', after: 7 } as const
    const arrived = unpackedPart(structuredClone(packedPart({ part, next })))
    const entities = arrived.part.entities.map((record) => changedRecord(record, {}))
    expect({ ...arrived, part: { ...arrived.part, entities } }).toEqual({ part, next })
  })
})
