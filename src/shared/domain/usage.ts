import { DEVICE_COMMANDS } from './commands.ts'
import { FLAGS, type Flag } from './flags.ts'
import { ENTITY_TYPES } from './ids.ts'
import { PAGES } from './window-route.ts'

/** Requests of windows that are counted, under the name of what somebody does with them. */
export const COUNTED_REQUESTS = {
  'operations:retry': 'retry',
  'operations:rollback': 'roll-back',
  'operations:discard': 'discard',
  'operations:restore': 'restore',
  'operations:confirm': 'confirm-again',
  'conflicts:resolve': 'resolve-conflict',
  'conflicts:resolve-bulk': 'resolve-many-conflicts',
  'conflicts:undo': 'undo-decision',
  'queue:pause': 'pause-queue',
  'reports:export': 'write-report',
  'analytics:export': 'write-analytics',
  'lists:begin': 'write-list',
  'bundle:export': 'write-waiting',
  'bundle:import': 'take-in-waiting',
  'ledger:export': 'write-ledger',
  'diagnostics:export': 'write-diagnostics',
  'windows:open': 'open-window',
  'sites:switch': 'switch-site',
} as const
export type CountedRequest = keyof typeof COUNTED_REQUESTS

const KINDS = ['create', 'update', 'delete'] as const

/**
 * Everything that can be counted, by name. There is no other: neither a name, an id, a value nor anything that was typed can
 * become a key.
 */
export const USAGE_KEYS: readonly string[] = [
  ...PAGES.map((page) => `page.${page}`),
  ...KINDS.flatMap((kind) => ENTITY_TYPES.map((type) => `${kind}.${type}`)),
  ...DEVICE_COMMANDS.map((command) => `command.${command}`),
  ...Object.values(COUNTED_REQUESTS).map((act) => `act.${act}`),
  ...Object.entries<Flag>(FLAGS).flatMap(([flag, { variants }]) =>
    variants.map(({ name }) => `experiment.${flag}.${name}`),
  ),
]

/** How long counts are kept. */
export const USAGE_KEPT_DAYS = 90
