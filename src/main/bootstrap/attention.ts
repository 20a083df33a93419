import type { ConnectionState } from '#shared/domain/connection.ts'
import { SEVERITIES, type Severity } from '#shared/domain/entities.ts'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationView, QueueStatus } from '#shared/domain/queue.ts'
import type { Attention, AttentionItem, AttentionKind } from '#shared/domain/sites.ts'
import type { HostedSite } from './hosted-site.ts'
import type { HostSlot } from './site-host.ts'

/** Most items of one kind of one site: a person starts with the first ones anyway. */
const MAX_PER_KIND = 20
/** What waits longer than this, while it could be sent or not, is worth a look. */
const LONG_WAIT_MS = 15 * 60_000

const SITE_TROUBLE: ReadonlyMap<ConnectionState, Severity> = new Map([
  ['offline', 'high'],
  ['needs-auth', 'high'],
  ['disconnected', 'medium'],
])

/** What a person must decide about. */
export interface Decision {
  readonly state: keyof QueueStatus['counts'] & OperationState
  readonly kind: AttentionKind
  readonly severity: Severity
}

/** By the state it is in. */
export const DECISIONS: readonly Decision[] = [
  { state: 'stale', kind: 'stale', severity: 'high' },
  { state: 'conflicted', kind: 'conflict', severity: 'medium' },
  { state: 'quarantined', kind: 'refused', severity: 'medium' },
]

interface Found {
  readonly items: readonly AttentionItem[]
  readonly more: number
}

/** What needs a person, over all sites: the most urgent first, and of what is alike the oldest first. `now`: ms since the epoch. */
export async function attentionOf(slots: readonly HostSlot[], now: number): Promise<Attention> {
  const found = await Promise.all(slots.map(async (slot) => ({ id: slot.entry.id, ...(await itemsOf(slot, now)) })))
  const items = found.flatMap((one) => one.items).toSorted(byUrgency)
  return { items, more: Object.fromEntries(found.filter(({ more }) => more > 0).map(({ id, more }) => [id, more])) }
}

function byUrgency(one: AttentionItem, other: AttentionItem): number {
  return SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || one.since - other.since
}

async function itemsOf({ entry, state, site, problem }: HostSlot, now: number): Promise<Found> {
  const base = {
    siteId: entry.id,
    subject: '',
    detail: problem ?? '',
    entity: null,
    operationKey: null,
    alarmId: null,
    count: 1,
  }
  if (state === 'failed') return { items: [{ ...base, kind: 'site', severity: 'critical', since: 0 }], more: 0 }
  if (site === null) return { items: [], more: 0 }
  const parts = [connectionOf(site), waitingOf(site, now), alertsOf(site, now), await decisionsOf(site)]
  return { items: parts.flatMap(({ items }) => items), more: parts.reduce((sum, { more }) => sum + more, 0) }
}

function connectionOf(site: HostedSite): Found {
  const { state, since, detail } = site.connectionStatus()
  const severity = SITE_TROUBLE.get(state)
  if (severity === undefined) return { items: [], more: 0 }
  return { items: [{ ...about(site), kind: 'site', severity, since, detail: detail ?? state }], more: 0 }
}

function waitingOf(site: HostedSite, now: number): Found {
  const { pending, attention, oldestCreatedAt } = site.engine.queueStatus()
  const isLong = oldestCreatedAt !== null && now - oldestCreatedAt > LONG_WAIT_MS
  const count = pending - attention
  if (!isLong || count <= 0) return { items: [], more: 0 }
  return { items: [{ ...about(site), kind: 'waiting', severity: 'medium', since: oldestCreatedAt, count }], more: 0 }
}

function alertsOf(site: HostedSite, now: number): Found {
  const { replica } = site.engine
  const at = serverNow(site, now)
  const urgent = (['critical', 'high'] as const).flatMap((severity) =>
    replica.openAlerts(severity, at).map((id) => alertItem(site, id, severity)),
  )
  const sorted = urgent.toSorted(byUrgency)
  return { items: sorted.slice(0, MAX_PER_KIND), more: Math.max(0, sorted.length - MAX_PER_KIND) }
}

/** The time by the site's own clock, as far as this PC knows it. */
export function serverNow(site: HostedSite, now: number): number {
  return now + (site.connectionStatus().serverAheadMs ?? 0)
}

export function alertItem(site: HostedSite, id: string, severity: Severity): AttentionItem {
  const { replica } = site.engine
  const reported = replica.base({ entityType: 'alert', entityId: id })?.reported ?? {}
  const deviceId = textOf(reported['deviceId'])
  const device = replica.base({ entityType: 'device', entityId: deviceId })?.data['name']
  return {
    ...about(site),
    kind: 'alert',
    severity,
    since: Number(reported['raisedAt'] ?? 0),
    subject: typeof device === 'string' ? device : deviceId,
    detail: textOf(reported['message']),
    entity: { entityType: 'device', entityId: deviceId },
    alarmId: id,
  }
}

async function decisionsOf(site: HostedSite): Promise<Found> {
  const pages = await Promise.all(DECISIONS.map((decision) => decisionOf(site, decision)))
  return { items: pages.flatMap(({ items }) => items), more: pages.reduce((sum, { more }) => sum + more, 0) }
}

async function decisionOf(site: HostedSite, { state, kind, severity }: Decision): Promise<Found> {
  // Asked for once a second: nothing is read from the disk for a state that nothing is in.
  if (site.engine.queueStatus().counts[state] === 0) return { items: [], more: 0 }
  const query = { scope: 'pending', states: [state], offset: 0, limit: MAX_PER_KIND } as const
  const { total, operations } = await site.engine.list.page(query)
  const items = operations.map((operation) => ({ ...about(site), kind, severity, ...decisionAbout(operation) }))
  return { items, more: Math.max(0, total - items.length) }
}

export function decisionAbout(
  view: Pick<OperationView, 'entityType' | 'entityId' | 'entityName' | 'changedAt' | 'lastError' | 'key'>,
): Pick<AttentionItem, 'since' | 'subject' | 'detail' | 'entity' | 'operationKey'> {
  const { entityType, entityId, entityName, changedAt, lastError, key } = view
  return {
    since: changedAt,
    subject: entityName,
    detail: lastError?.message ?? '',
    entity: { entityType, entityId },
    operationKey: key,
  }
}

export function about(
  site: HostedSite,
): Pick<AttentionItem, 'siteId' | 'subject' | 'detail' | 'entity' | 'operationKey' | 'alarmId' | 'count'> {
  return { siteId: site.id, subject: '', detail: '', entity: null, operationKey: null, alarmId: null, count: 1 }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
