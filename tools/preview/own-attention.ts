import { alarmOf } from '#shared/domain/alarms.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { Attention, AttentionItem } from '#shared/domain/sites.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { Scenario } from './scenarios.ts'

const SITE = 'main'
const MOST = 8
const KINDS = { conflicted: 'conflict', quarantined: 'refused', stale: 'stale' } as const
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const

/** What needs a person at a site that is alone: what its alarms, its queue and its connection say. */
export function ownAttentionOf(scenario: Scenario, operations: readonly OperationView[]): Attention {
  const names = new Map(scenario.devices.map((device) => [device.id, String(device.data['name'])]))
  const all = [
    ...connectionItems(scenario, operations),
    ...scenario.alarms.flatMap((view) => alarmItem(view, names)),
    ...operations.flatMap(operationItem),
  ].toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
  const rest = all.length - MOST
  return { items: all.slice(0, MOST), more: rest > 0 ? { [SITE]: rest } : {} }
}

const itemOf = (kind: AttentionItem['kind'], part: Partial<AttentionItem>): AttentionItem => ({
  ...{ siteId: SITE, kind, severity: 'medium', since: 0, subject: '', detail: '', count: 1 },
  ...{ entity: null, operationKey: null, alarmId: null },
  ...part,
})

function connectionItems({ connection }: Scenario, operations: readonly OperationView[]): AttentionItem[] {
  if (connection.state !== 'offline' && connection.state !== 'needs-auth') return []
  const since = connection.since ?? 0
  const waiting = itemOf('waiting', { since: Math.min(...operations.map((one) => one.createdAt)) })
  return [
    itemOf('site', { severity: 'high', since, detail: connection.detail ?? '' }),
    ...(operations.length === 0 ? [] : [{ ...waiting, count: operations.length }]),
  ]
}

function alarmItem(view: EntityView, names: ReadonlyMap<string, string>): AttentionItem[] {
  const alarm = alarmOf(view)
  if (alarm === null || alarm.acknowledged || alarm.clearedAt !== null || alarm.shelvedUntil !== null) return []
  const { deviceId, priority: severity, raisedAt: since, message: detail } = alarm
  const entity = { entityType: 'device', entityId: deviceId } as const
  return [itemOf('alert', { severity, since, detail, entity, subject: names.get(deviceId) ?? '' })]
}

function operationItem(operation: OperationView): AttentionItem[] {
  const { state, key: operationKey, createdAt: since, entityName: subject, lastError } = operation
  if (state !== 'conflicted' && state !== 'quarantined' && state !== 'stale') return []
  return [itemOf(KINDS[state], { operationKey, since, subject, detail: lastError?.message ?? '' })]
}
