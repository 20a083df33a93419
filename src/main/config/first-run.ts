import type { EffectiveSettings, SettingName } from '#shared/domain/settings.ts'

const PLACE_NAMES: readonly SettingName[] = ['sites', 'serverUrl', 'tenant']

/**
 * Whether nobody has used this profile, and nobody has prepared it either: nothing is set here, and neither a policy nor the
 * environment says where the fleet is. To be asked once, at the start.
 */
export function isFirstRun({ sources, problems }: EffectiveSettings, isUnattended: boolean): boolean {
  if (isUnattended || problems.length > 0) return false
  if (Object.values(sources).includes('settings')) return false
  return PLACE_NAMES.every((name) => sources[name] === 'default')
}
