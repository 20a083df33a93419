import { OPERATION_SCHEMA_VERSION } from '#shared/domain/operation.ts'

/** Turns a stored payload of one version into the next one's. The number is the version it starts from. */
export type IntentUpgrades = Readonly<Record<number, (stored: unknown) => unknown>>

/** One entry for every version of the stored payload that came before the present one; there was none yet. */
const UPGRADES: IntentUpgrades = {}

/**
 * Brings a stored payload up to the present version, step by step. Throws for a newer version than this program knows
 * and for a version without a way up: such a row is set aside, never guessed at.
 */
export function upgradeIntent(
  stored: unknown,
  version: number,
  upgrades: IntentUpgrades = UPGRADES,
  present = OPERATION_SCHEMA_VERSION,
): unknown {
  if (version > present) throw new Error(`it was written in form ${version}, this program knows ${present}`)
  let value = stored
  for (let step = version; step < present; step++) {
    const upgrade = upgrades[step]
    if (upgrade === undefined) throw new Error(`there is no way from form ${step} to ${step + 1}`)
    value = upgrade(value)
  }
  return value
}
