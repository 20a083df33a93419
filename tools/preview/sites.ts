import type { Attention, AttentionItem, SiteSummary } from '#shared/domain/sites.ts'
import type { ScenarioName } from './scenarios.ts'

const MINUTE_MS = 60_000

/** The sites of a scenario; the first is the one that the window shows. */
export function sitesOf(scenario: ScenarioName, now: number): SiteSummary[] {
  const own = siteOf('main', 'Rhein-Main network', now)
  if (scenario !== 'sites') return [own]
  const offline: SiteSummary['connection'] = { state: 'offline', reason: 'unreachable', since: now - 34 * MINUTE_MS }
  return [
    own,
    { ...siteOf('nord', 'Nordbahnhof', now), connection: offline, waiting: 27, oldestWaitingAt: now - 31 * MINUTE_MS },
    {
      ...siteOf('airport', 'Airport, all terminals', now),
      alerts: { critical: 1, high: 2, medium: 4, low: 0 },
      conflicts: 2,
      refused: 1,
    },
    {
      ...siteOf('harbour', 'harbour.example · main', now),
      state: 'failed',
      connection: null,
      user: null,
      devices: { total: 0, offline: 0 },
      problem: 'The database of this site is damaged. It was kept as it is; nothing was deleted.',
    },
    { ...siteOf('shops', 'City shops', now), devices: { total: 48_200, offline: 12 } },
  ]
}

function siteOf(id: string, name: string, now: number): SiteSummary {
  return {
    id,
    name,
    serverUrl: `https://${id}.example/`,
    tenant: 'main',
    isDemo: false,
    state: 'open',
    problem: null,
    connection: { state: 'online', reason: 'none', since: now - 90 * MINUTE_MS },
    user: 'Control room',
    waiting: 0,
    conflicts: 0,
    refused: 0,
    stale: 0,
    oldestWaitingAt: null,
    alerts: { critical: 0, high: 0, medium: 0, low: 0 },
    devices: { total: 2_400, offline: 0 },
    lastSyncAt: now - 2_000,
  }
}

export function attentionOf(now: number): Attention {
  const item = (siteId: string, kind: AttentionItem['kind'], part: Partial<AttentionItem>): AttentionItem => ({
    ...{ siteId, kind, severity: 'medium', since: now, subject: '', detail: '', count: 1 },
    ...{ entity: null, operationKey: null, alarmId: null },
    ...part,
  })
  const device = (subject: string) => ({ subject, entity: { entityType: 'device', entityId: subject } as const })
  return {
    items: [
      item('harbour', 'site', {
        severity: 'critical',
        since: now - 2 * MINUTE_MS,
        detail: 'The database of this site is damaged. It was kept as it is; nothing was deleted.',
      }),
      item('airport', 'alert', {
        ...device('Terminal 1, gate B 14'),
        alarmId: 'alr-b14',
        severity: 'critical',
        since: now - 6 * MINUTE_MS,
        detail: 'Temperature 84 °C; the screen will switch itself off.',
      }),
      item('nord', 'site', {
        severity: 'high',
        since: now - 34 * MINUTE_MS,
        detail: 'The server did not answer in time.',
      }),
      item('airport', 'alert', {
        ...device('Terminal 2, arrivals 3'),
        severity: 'high',
        since: now - 12 * MINUTE_MS,
        detail: 'Storage 97 % full.',
      }),
      item('nord', 'waiting', { since: now - 31 * MINUTE_MS, count: 27 }),
      item('airport', 'conflict', { ...device('Gate board A 22'), since: now - 9 * MINUTE_MS }),
      item('airport', 'conflict', { ...device('Gate board A 23'), since: now - 8 * MINUTE_MS }),
      item('airport', 'refused', {
        ...device('Lounge 4'),
        since: now - 4 * MINUTE_MS,
        detail: 'The playlist does not exist any more.',
      }),
    ],
    more: { airport: 14 },
  }
}
