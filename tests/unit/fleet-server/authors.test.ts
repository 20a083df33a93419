import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import { migrate } from '#sqlite/migrate.ts'
import { openDatabase } from '#sqlite/open.ts'
import { MIGRATIONS } from '../../../src/fleet-server/store/migrations/all.ts'
import { temporaryFolder } from '../../support/sqlite.ts'
import { type Fixture, fixture, keyOf, OPERATOR, rename, START } from './fixture.ts'

let fleet: Fixture
beforeEach(() => {
  fleet = fixture()
})
afterEach(() => fleet.remove())

const as = (userName: string) => ({ ...OPERATOR, userId: userName, userName, clientId: `client-of-${userName}` })
const move = (number: number, baseVersion: number, location: string): WireOperation => ({
  ...(rename(number, 'device-00001', baseVersion, '') as Extract<WireOperation, { kind: 'update' }>),
  fields: { location },
})
const remove = (number: number, baseVersion: number): WireOperation => ({
  key: keyOf(number),
  clientSequence: number,
  createdAt: START,
  kind: 'delete',
  entityType: 'device',
  entityId: 'device-00001',
  baseVersion,
})
const changedBy = ([result]: readonly OperationResult[]) => (result?.outcome === 'conflict' ? result.changedBy : null)

describe('a conflict', () => {
  it('tells who changed which field last, and when', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')], as('Night desk'))
    fleet.advance(60_000)
    fleet.apply([move(2, 2, 'roof')], as('Depot'))
    expect(changedBy(fleet.apply([rename(3, 'device-00001', 1, 'B')]))).toEqual({
      name: { actor: 'Night desk', at: START },
      location: { actor: 'Depot', at: START + 60_000 },
    })
    expect(changedBy(fleet.apply([move(4, 2, 'hall')]))).toEqual({ location: { actor: 'Depot', at: START + 60_000 } })
  })

  it('tells who deleted it', () => {
    fleet.apply([remove(1, 1)], as('Depot'))
    expect(changedBy(fleet.apply([rename(2, 'device-00001', 1, 'B')]))).toEqual({ '*': { actor: 'Depot', at: START } })
  })

  it('tells so after a restart of the server', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')], as('Night desk'))
    fleet = fleet.reopen()
    expect(changedBy(fleet.apply([rename(2, 'device-00001', 1, 'B')]))).toMatchObject({ name: { actor: 'Night desk' } })
  })
})

describe('a store from before that was kept', () => {
  it('has nobody for what was changed then', () => {
    const folder = temporaryFolder()
    const database = openDatabase(`${folder.path}/old.sqlite`)
    migrate(database, MIGRATIONS.slice(0, 4), START)
    database.exec(`
      INSERT INTO entities (entity_type, id, version, sequence, data, reported, field_versions)
        VALUES ('device', 'd1', 2, 1, '{"name":"A"}', '{}', '{"name":2}');
      INSERT INTO tombstones (entity_type, id, version, sequence, at) VALUES ('device', 'd2', 3, 2, 7);
    `)
    migrate(database, MIGRATIONS, START)
    expect(database.prepare('SELECT field_authors FROM entities').pluck().get()).toBe('{}')
    expect(database.prepare('SELECT actor FROM tombstones').pluck().get()).toBeNull()
    database.close()
    folder.remove()
  })
})
