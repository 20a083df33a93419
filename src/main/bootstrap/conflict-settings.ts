import type { ConflictSettings, StrategyTable } from '#shared/domain/conflict.ts'
import { parseFieldStrategies } from '#shared/domain/conflict-settings.ts'
import { ENTITY_TYPES, type EntityType } from '#shared/domain/ids.ts'
import type { Settings } from '#shared/domain/settings.ts'

/** Asked for with every answer of the server; made once for each change of the settings. */
const MADE = new WeakMap<Settings, ConflictSettings>()

/** How conflicts are decided, as set by the operator or the administrator. */
export function conflictSettings(settings: Settings): ConflictSettings {
  const made = MADE.get(settings) ?? madeOf(settings)
  MADE.set(settings, made)
  return made
}

function madeOf(settings: Settings): ConflictSettings {
  const { conflictAutoResolve: autoResolve, conflictMaxRounds: maxRounds } = settings
  const defaults = {
    device: settings.conflictDeviceStrategy,
    playlist: settings.conflictPlaylistStrategy,
    schedule: settings.conflictScheduleStrategy,
    content: settings.conflictContentStrategy,
    alert: settings.conflictAlertStrategy,
    wallboard: settings.conflictWallboardStrategy,
  }
  const parsed = parseFieldStrategies(settings.conflictFieldStrategies)
  const exceptions = typeof parsed === 'string' ? [] : parsed
  const rulesOf = (type: EntityType): StrategyTable[EntityType] => ({
    default: defaults[type],
    fields: Object.fromEntries(
      exceptions.filter(({ entityType }) => entityType === type).map(({ field, strategy }) => [field, strategy]),
    ),
  })
  const strategies = Object.fromEntries(ENTITY_TYPES.map((type) => [type, rulesOf(type)])) as StrategyTable
  return { autoResolve, maxRounds, strategies }
}
