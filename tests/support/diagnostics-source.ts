import { settingsSchema } from '#shared/domain/settings.ts'
import { GENESIS_HASH } from '../../src/main/database/ledger-chain.ts'
import type { OperationIndexRow } from '../../src/main/database/store.ts'
import type { DiagnosticsSite, DiagnosticsSource } from '../../src/main/reports/diagnostics/source.ts'

export const NOW = 1_750_000_000_000

export function queueRow(changes: Partial<OperationIndexRow> = {}): OperationIndexRow {
  return {
    entityType: 'device',
    entityId: 'device-1',
    key: '00000000-0000-4000-8000-000000000001',
    clientSequence: 1,
    kind: 'update',
    state: 'quarantined',
    priority: 1,
    baseVersion: 3,
    createdAt: NOW - 60_000,
    attempts: 2,
    nextAttemptAt: null,
    bytes: 120,
    lastError: null,
    fields: ['name'],
    userId: 'user-1',
    dependsOn: [],
    batch: null,
    waitingSince: { wall: NOW, boot: null } as never,
    acceptedAt: null,
    trouble: null,
    ...changes,
  }
}

export function diagnosticsSite(changes: Partial<DiagnosticsSite> = {}): DiagnosticsSite {
  return {
    id: 'main',
    facts: () => ({ connection: { state: 'online' }, queue: { pending: 1 } }),
    queue: () => [{ row: queueRow(), waitsFor: 'refused' }],
    operations: async () => [],
    ledger: {
      ledger: () => [],
      ledgerHead: () => ({ line: 0, hash: GENESIS_HASH, created: 0, states: {} }),
    },
    ledgerAbout: () => ({ site: { id: 'site', name: 'Site' }, clientId: 'c', exportedAt: NOW, program: '1' }),
    ...changes,
  }
}

export function diagnosticsSource(
  folder: { file(name: string): string },
  changes: Partial<DiagnosticsSource> = {},
): DiagnosticsSource {
  return {
    logFolder: folder.file('logs'),
    crashFolder: null,
    policyFile: folder.file('policy.json'),
    settings: {
      values: settingsSchema.parse({}),
      language: 'en',
      sources: { tenant: 'policy' },
      beneath: {},
      locks: [],
      lockedBy: null,
      policy: { state: 'none', file: null, problems: [], revision: 0, changed: [] },
      problems: [],
    },
    versions: async () => ({ program: '1.2.3', node: 'x' }),
    variables: ['OUTPOST_TOKEN'],
    sites: [diagnosticsSite()],
    closedSites: [],
    summaries: () => [],
    points: async () => [],
    alerts: async () => [],
    processes: null,
    pictures: null,
    secrets: [],
    ...changes,
  }
}
