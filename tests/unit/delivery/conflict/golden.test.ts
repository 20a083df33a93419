import { describe, expect, it } from 'vitest'
import { type Decision, decide } from '../../../../src/main/delivery/conflict/decide.ts'
import { mergeFields } from '../../../../src/main/delivery/conflict/three-way.ts'
import { type ConflictSettings, conflictSettingsSchema } from '../../../../src/shared/domain/conflict.ts'
import type { EntityType } from '../../../../src/shared/domain/ids.ts'
import { pendingOperation } from '../../../support/builders.ts'
import { ALERT_TABLE } from './golden/alert.ts'
import { CONTENT_TABLE } from './golden/content.ts'
import { DEVICE_TABLE } from './golden/device.ts'
import { PLAYLIST_TABLE } from './golden/playlist.ts'
import { SCHEDULE_TABLE } from './golden/schedule.ts'
import { type ExpectedDecision, type ExpectedMerge, type GoldenRow, MODES, type Mode } from './golden/table.ts'

const TABLES = [DEVICE_TABLE, PLAYLIST_TABLE, SCHEDULE_TABLE, CONTENT_TABLE, ALERT_TABLE]

describe.each(TABLES)('$entityType', ({ entityType, rows }) => {
  it.each(rows)('$says: it merges as written', (row) => {
    expect(mergesOf(entityType, row)).toEqual(row.merge)
  })

  it.each(rows)('$says: every setting decides as written', (row) => {
    const decided = Object.fromEntries(MODES.map((mode) => [mode, inShort(row, decisionOf(entityType, row, mode))]))
    expect(decided).toEqual(row.decides)
  })
})

function mergesOf(entityType: EntityType, row: GoldenRow): Record<string, ExpectedMerge> {
  return Object.fromEntries(
    [...mergeFields(entityType, row)].map(([field, merge]): [string, ExpectedMerge] => [
      field,
      merge.kind === 'merged' ? { merged: merge.value } : merge.kind,
    ]),
  )
}

function decisionOf(entityType: EntityType, row: GoldenRow, mode: Mode): Decision {
  const intent = { kind: 'update', entityType, entityId: 'x_1', fields: row.mine } as const
  const operation = pendingOperation(1, { intent, baseVersion: 3, baseFields: row.base })
  return decide(
    operation,
    { serverVersion: 5, serverFields: row.theirs, isDeleted: false },
    settingsOf(entityType, mode),
    0,
  )
}

function settingsOf(entityType: EntityType, mode: Mode): ConflictSettings {
  if (mode === 'asks') return conflictSettingsSchema.parse({})
  return conflictSettingsSchema.parse({ autoResolve: true, strategies: { [entityType]: { default: mode } } })
}

function inShort(row: GoldenRow, decision: Decision): ExpectedDecision {
  if (decision.kind === 'desk') return 'desk'
  const records = decision.records.map(({ field, winner }) => `${field} ${winner}`)
  return decision.kind === 'drop' ? { drops: records } : { sends: decision.fields ?? row.mine, records }
}
