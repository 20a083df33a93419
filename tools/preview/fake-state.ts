import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { MetricSummary } from '#shared/domain/metrics.ts'
import type { StageName, StageStatistics } from '#shared/domain/pipeline.ts'
import type { OperationView, QueueStatus, SyncStatus } from '#shared/domain/queue.ts'
import type { BreakerStatus } from '#shared/domain/resilience.ts'
import type { SessionStatus } from '#shared/domain/session.ts'
import { type EffectiveSettings, type PolicyStatus, type Settings, settingsSchema } from '#shared/domain/settings.ts'
import { spokenLanguage } from '#shared/i18n/languages.ts'
import type { Scenario } from './scenarios.ts'

/** What the imagined main process says of itself. */

export const POLICY_FILE = '/etc/outpost-console/policy.json'

export const DEFAULTS: Settings = settingsSchema.parse({})

export function connectionOf(scenario: Scenario, now: number): ConnectionStatus {
  return {
    state: 'online',
    reason: 'none',
    detail: null,
    since: now - 5_400_000,
    lastOnlineAt: now - 5_400_000,
    nextAttemptAt: null,
    attempt: 0,
    serverUrl: null,
    isDemo: true,
    siteName: 'Rhein-Main network',
    tenant: 'main',
    user: 'operator',
    isServerReachable: true,
    rttMs: 12,
    statistics: {
      attempts: 14,
      successes: 12,
      failures: 2,
      reconnects: 11,
      uptimeMs: 5_400_000,
      bytesReceived: 48_213_004,
      bytesSent: 1_204_331,
      eventsReceived: 91_204,
      dropped: { malformed: 2 },
      transitions: {},
      rtt: { last: 12, p50: 11.4, p95: 24, p99: 61 },
    },
    ...scenario.connection,
  }
}

export function queueOf(
  operations: readonly OperationView[],
  history: readonly OperationView[],
  isPaused: boolean,
  stall: QueueStatus['stall'],
): QueueStatus {
  const count = (state: OperationView['state']) =>
    [...operations, ...history].filter((operation) => operation.state === state).length
  const counts = {
    queued: count('queued'),
    stale: count('stale'),
    sending: count('sending'),
    unknown: count('unknown'),
    accepted: count('accepted'),
    conflicted: count('conflicted'),
    quarantined: count('quarantined'),
  }
  const waiting = operations.filter((operation) => operation.state !== 'accepted')
  const sendable = waiting.filter(({ state }) => state === 'queued' || state === 'sending' || state === 'unknown')
  return {
    counts,
    pending: waiting.length,
    attention: counts.conflicted + counts.quarantined + counts.stale,
    retrying: operations.filter(({ wait }) => wait.reason === 'backing-off').length,
    bytes: operations.length * 640,
    oldestCreatedAt: sendable.length === 0 ? null : Math.min(...sendable.map(({ createdAt }) => createdAt)),
    lastError: null,
    nextAttemptAt: null,
    isPaused,
    stall,
    totals: {
      created: operations.length + history.length,
      applied: count('applied'),
      unconfirmed: count('unconfirmed'),
      cancelled: count('cancelled'),
      expired: count('expired'),
      merged: count('merged'),
    },
    capacity: { count: 100_000, bytes: 536_870_912 },
  }
}

export function effectiveOf(
  values: Settings,
  own: ReadonlySet<string>,
  locks: readonly string[] = [],
  policy: Partial<PolicyStatus> = {},
): EffectiveSettings {
  const sources = Object.fromEntries(
    Object.keys(DEFAULTS).map((name) => [name, own.has(name) ? ('settings' as const) : ('default' as const)]),
  )
  const given = {
    heartbeatIntervalMs: 'policy',
    tenant: 'environment',
    ...Object.fromEntries(locks.map((name) => [name, 'policy'])),
  } as const
  const isGiven = (name: string): name is keyof typeof given => name in given
  return {
    values,
    language: spokenLanguage(values.language, []),
    sources: { ...given, ...sources, ...Object.fromEntries(Object.entries(given).filter(([name]) => !own.has(name))) },
    beneath: Object.fromEntries([...own].filter(isGiven).map((name) => [name, given[name]])),
    locks: [...locks],
    lockedBy: locks.length === 0 ? null : POLICY_FILE,
    policy: {
      state: locks.length === 0 ? 'none' : 'in-force',
      file: locks.length === 0 ? null : POLICY_FILE,
      problems: [],
      revision: 0,
      changed: [],
      ...policy,
    },
    problems: [],
  }
}

/** A breaker as it is, or as a person has set it. */
export function breakerOf(errand: string, now: number, change: Partial<BreakerStatus> = {}): BreakerStatus {
  return {
    name: `Demo site · ${errand}`,
    state: 'closed',
    since: now - 5_400_000,
    calls: 412,
    successes: 405,
    failures: 7,
    refused: 0,
    opened: 1,
    recentFailures: 0,
    openedAt: null,
    nextProbeAt: null,
    lastFailure: null,
    ...change,
  }
}

export function breakersOf(isFailing: boolean, now: number): readonly BreakerStatus[] {
  const lastFailure = {
    code: 'unavailable',
    message: 'The server is not available.',
    class: 'server-error',
    severity: 'error',
    at: now - 12_000,
  } as const
  const open = { state: 'open', since: now - 12_000, openedAt: now - 12_000, nextProbeAt: now + 48_000 } as const
  return [breakerOf('operations', now, isFailing ? { ...open, lastFailure } : {}), breakerOf('requests', now)]
}

export function sessionOf(operations: readonly OperationView[], isSignedOut: boolean): SessionStatus {
  const waiting = operations.filter(({ state }) => state !== 'accepted')
  const others = waiting.filter(({ wait }) => wait.reason === 'other-user')
  const lastUser = { id: 'user-1', name: 'operator' }
  return {
    user: isSignedOut ? null : lastUser,
    lastUser,
    isSignedIn: !isSignedOut,
    ownWaiting: waiting.length - others.length,
    othersWaiting: others.length,
    othersQueued: others.length,
  }
}

export function syncOf(scenario: Scenario, { state }: ConnectionStatus, now: number): SyncStatus {
  const isCurrent = state === 'online' || state === 'degraded'
  return {
    state: scenario.isNew ? 'empty' : isCurrent ? 'current' : 'stale',
    cursor: 91_204,
    lastSyncAt: scenario.isNew ? null : isCurrent ? now - 2_000 : now - 262_000,
    lastSyncKind: 'delta',
    progress: null,
    lastError: null,
    eventsPerSecond: isCurrent ? 20 : 0,
    entityCounts: { device: scenario.devices.length, playlist: 8, schedule: 0, content: 0, alert: 0 },
  }
}

export const METRICS: readonly MetricSummary[] = [
  { name: 'enqueue_commit', unit: 'ms', count: 412, last: 3.1, p50: 2.8, p95: 6.4, p99: 11.2, max: 19.6 },
  { name: 'event_loop_delay', unit: 'ms', count: 8_120, last: 1.2, p50: 1.1, p95: 3.9, p99: 8.8, max: 31 },
  { name: 'page_render.devices', unit: 'ms', count: 6, last: 38, p50: 36, p95: 61, p99: 61, max: 61 },
  { name: 'replica_apply', unit: 'ms', count: 2_051, last: 0.8, p50: 0.6, p95: 2.2, p99: 4.1, max: 9.3 },
]

/** A feed that has been busy for a while. */
export function stagesOf(): StageStatistics[] {
  const stage = (name: StageName, received: number, more: Partial<StageStatistics> = {}): StageStatistics => ({
    ...{ name, received, passed: received, merged: 0, dropped: {}, waiting: 0, capacity: null, overflows: 0 },
    ...more,
  })
  return [
    stage('decode', 1_284_030),
    stage('validate', 1_284_030, { passed: 1_284_028, dropped: { malformed: 2 } }),
    stage('deduplicate', 1_284_028, { passed: 1_284_011, dropped: { duplicate: 17 }, capacity: 50_000 }),
    stage('order', 1_284_011, { passed: 1_284_010, dropped: { gap: 1 } }),
    stage('coalesce', 1_284_010, { passed: 1_271_702, merged: 12_308, capacity: 100_000 }),
    stage('apply', 1_271_702),
    stage('feed', 1_271_702, { passed: 1_198_340, merged: 73_318, waiting: 44 }),
  ]
}
