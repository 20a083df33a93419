import type { Settings } from '../../../src/shared/domain/settings.ts'
import type { Effect } from '../server/apply.ts'
import type { FleetServer } from '../server/fleet-server.ts'
import type { Account } from './account.ts'
import type { Report } from './violation.ts'

/** An effect at the server, with the true time of it. */
export interface DatedEffect extends Effect {
  readonly at: number
}

/** What every check may look at. */
export interface Facts {
  readonly now: () => number
  readonly server: FleetServer
  readonly settings: Settings
  /** Effects of operations at the server, by key, in their order. */
  readonly effects: ReadonlyMap<string, DatedEffect>
  /** The console that made an operation; null: none did. */
  readonly accountOf: (key: string) => Account | null
  readonly report: Report
}
