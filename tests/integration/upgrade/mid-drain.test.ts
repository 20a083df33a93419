import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { openDatabase } from '#sqlite/open.ts'
import { type UpgradeOptions, upgradeInMidDrain } from '../../../tools/release/upgrade-run.ts'
import { OLD_CLIENT } from '../../../tools/release/upgrade-site.ts'

const OPERATIONS = 1_000
const TIMEOUT_MS = 120_000

const run = (more: Pick<UpgradeOptions, 'plant' | 'goesBack'> = {}): ReturnType<typeof upgradeInMidDrain> =>
  upgradeInMidDrain({ operations: OPERATIONS, progress: () => undefined, ...more })

it(
  'a console that is updated in the middle of its drain loses nothing and doubles nothing',
  async () => {
    const report = await run()
    expect(report).toMatchObject({ schemaBefore: 1, applied: OPERATIONS, lost: 0, doubled: 0, problems: [] })
    expect(report.schemaAfter).toBeGreaterThan(1)
  },
  TIMEOUT_MS,
)

it(
  'a copy that was made before an update is put back in mid-drain: what the server has taken since is not done twice',
  async () => {
    expect(await run({ goesBack: true })).toMatchObject({ applied: OPERATIONS, lost: 0, doubled: 0, problems: [] })
  },
  TIMEOUT_MS,
)

it(
  'an update that drops one waiting operation is found',
  async () => {
    const report = await run({
      plant: async ({ file }) => {
        const database = openDatabase(file)
        database.exec(
          `DELETE FROM operations WHERE client_sequence = (SELECT max(client_sequence) FROM operations WHERE state = 'queued')`,
        )
        database.close()
      },
    })
    expect(report.lost).toBe(1)
    expect(report.problems.length).toBeGreaterThan(0)
  },
  TIMEOUT_MS,
)

it(
  'an update that forgets the key of what the server has already is found',
  async () => {
    const report = await run({
      plant: async ({ fleet }) => {
        const first = (await fleet.audit()).find(({ clientSequence }) => clientSequence === 1)
        const record = (await fleet.records()).records.find(({ id }) => id === first?.entityId)
        if (first === undefined || record === undefined)
          throw new Error('the server has nothing of the first operation')
        const again = { key: randomUUID(), clientSequence: 1, createdAt: 0, kind: 'update' } as const
        const place = { entityType: record.entityType, entityId: record.id, baseVersion: record.version }
        await fleet.apply(OLD_CLIENT, [{ ...again, ...place, fields: { location: 'twice' } }])
      },
    })
    expect(report.doubled).toBe(1)
  },
  TIMEOUT_MS,
)
