import { randomUUID } from 'node:crypto'
import type { EntityRecord } from '#shared/domain/entities.ts'
import type { WireOperation } from '#shared/protocol/operations.ts'
import type { Fleet } from '../crash/fleet.ts'
import type { OldOperation, OldSite } from '../crash/old-site.ts'

export const OLD_CLIENT = 'console-before-the-update'
const MADE_AT = 1_760_000_000_000

/**
 * A site of the first version with so many operations waiting, ended in the middle of its drain: the first of each device was on its
 * way, and every other one of those has reached the server, whose answer was never heard.
 */
export async function siteInMidDrain(fleet: Fleet, count: number): Promise<OldSite> {
  const { records } = await fleet.records()
  const devices = records.filter(({ entityType }) => entityType === 'device')
  const operations = Array.from({ length: count }, (_, index) => oldOperation(index, devices))
  const reached = operations.filter((_, index) => index < devices.length && index % 2 === 0)
  const results = await fleet.apply(OLD_CLIENT, reached.map(wireOf))
  const refused = results.find(({ outcome }) => outcome !== 'applied')
  if (refused !== undefined) throw new Error(`the server did not take an old operation: ${JSON.stringify(refused)}`)
  return { clientId: OLD_CLIENT, actor: 'Operator', records, operations }
}

function oldOperation(index: number, devices: readonly EntityRecord[]): OldOperation {
  const device = devices[index % devices.length]
  if (device === undefined) throw new Error('the server has no devices')
  const at = MADE_AT + index
  const made = { from: null, to: 'queued', at, reason: 'made' } as const
  const sent = { from: 'queued', to: 'sending', at: at + 1, reason: 'sent' } as const
  return {
    key: randomUUID(),
    clientSequence: index + 1,
    intent: { kind: 'update', entityType: 'device', entityId: device.id, fields: { name: `name ${index + 1}` } },
    baseVersion: device.version,
    baseFields: { name: device.data['name'] },
    ...{ attempts: 0, lastError: null, conflict: null, acknowledged: null },
    steps: index < devices.length ? [made, sent] : [made],
  }
}

/** As it goes to the server. */
export function wireOf({ key, clientSequence, intent, baseVersion, steps }: OldOperation): WireOperation {
  if (intent.kind !== 'update') throw new Error('only edits are made here')
  const { entityType, entityId, fields } = intent
  return {
    key,
    clientSequence,
    createdAt: steps[0]?.at ?? 0,
    kind: 'update',
    entityType,
    entityId,
    baseVersion,
    fields,
  }
}
