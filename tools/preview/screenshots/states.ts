import type { ScenarioName } from '../scenarios.ts'

interface State {
  readonly scenario: ScenarioName
  readonly devices: number
  /** Alerts that belong to it. */
  readonly alerts: readonly RegExp[]
}

/** What a page can be in, and how the imagined main process is brought there. */
export const STATES = {
  normal: { scenario: 'busy', devices: 1_000, alerts: [] },
  empty: { scenario: 'empty', devices: 0, alerts: [] },
  offline: { scenario: 'offline', devices: 1_000, alerts: [] },
  full: { scenario: 'conflicts', devices: 50_000, alerts: [] },
} as const satisfies Readonly<Record<string, State>>
export type StateName = keyof typeof STATES
