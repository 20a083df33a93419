import type { Settings } from '../../../src/shared/domain/settings.ts'
import type { Report } from '../checks/violation.ts'
import type { SimulatedConsole } from '../console/console.ts'
import type { FleetServer } from '../server/fleet-server.ts'
import type { TokenUser } from '../server/tokens.ts'
import type { Chance } from '../world/chance.ts'
import type { Timeline } from '../world/timeline.ts'

/** What a step can act on. */
export interface Scene {
  readonly timeline: Timeline
  readonly server: FleetServer
  readonly consoles: readonly SimulatedConsole[]
  readonly settings: Settings
  readonly report: Report
  note(who: string, what: string): void
  start(console: SimulatedConsole): void
  crash(console: SimulatedConsole): void
}

/** One step: what it is done to, and the chance that decides about everything left open. */
export interface Stage {
  readonly scene: Scene
  readonly console: SimulatedConsole
  readonly chance: Chance
}

export type Action = (stage: Stage) => void

export const USERS: readonly TokenUser[] = [
  { id: 'usr-1', name: 'Operator One' },
  { id: 'usr-2', name: 'Operator Two' },
]
