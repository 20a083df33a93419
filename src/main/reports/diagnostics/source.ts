import type { MetricSummary } from '#shared/domain/metrics.ts'
import type { Operation } from '#shared/domain/operation.ts'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { MetricPoint, PerformanceAlert, PointsQuery, Span } from '../../archive/records.ts'
import type { LedgerSource } from '../../database/ledger/export.ts'
import type { LedgerAbout } from '../../database/ledger/format.ts'
import type { OperationIndexRow } from '../../database/store.ts'

/** What is waiting, and why. */
export interface QueueRow {
  readonly row: OperationIndexRow
  /** Why it is not sent; null: nobody can say without the running console. */
  readonly waitsFor: string | null
}

/** One site, as far as it can be looked into: running, or only its file. */
export interface DiagnosticsSite {
  readonly id: string
  /** Plain facts, cleaned before they are written: connection, queue, copy, stages, breakers, conflicts. */
  facts(): unknown
  /** All that waits, in the order in which it was made. */
  queue(): Iterable<QueueRow>
  /** Whole operations by key, for those who asked for their values. */
  operations(keys: readonly string[]): Promise<readonly Operation[]>
  readonly ledger: LedgerSource
  ledgerAbout(): LedgerAbout
}

export interface Picture {
  readonly name: string
  readonly png: Uint8Array
}

/** Everything a bundle is made of. Whoever has no window leaves out what only a running one has. */
export interface DiagnosticsSource {
  readonly logFolder: string
  /** Null: no dumps are kept. */
  readonly crashFolder: string | null
  /** The administrator's file, wherever it would lie. */
  readonly policyFile: string
  readonly settings: EffectiveSettings
  /** Program, Electron, Chromium, Node, SQLite, system. */
  readonly versions: () => Promise<Readonly<Record<string, string>>>
  /** Names of the variables of the environment that concern the console; never their values. */
  readonly variables: readonly string[]
  readonly sites: readonly DiagnosticsSite[]
  /** Sites of the list that are not open, and why. */
  readonly closedSites: readonly { readonly id: string; readonly state: string; readonly problem: string | null }[]
  readonly summaries: () => readonly MetricSummary[]
  readonly points: (query: PointsQuery) => Promise<readonly MetricPoint[]>
  readonly alerts: (span: Span) => Promise<readonly PerformanceAlert[]>
  /** Memory of each process, and how the windows are drawn; null: there is no window. */
  readonly processes: (() => unknown) | null
  /** Pictures of the windows, one after the other; null: there is no window. */
  readonly pictures: (() => AsyncIterable<Picture>) | null
  /** What is known to be secret. */
  readonly secrets: readonly string[]
}
