import { FIELD_KINDS } from '../../../src/main/delivery/conflict/field-kinds.ts'
import { STRATEGIES } from '../../../src/shared/domain/conflict.ts'
import { ENTITY_TYPES } from '../../../src/shared/domain/ids.ts'
import { type Settings, settingsSchema } from '../../../src/shared/domain/settings.ts'
import type { Chance } from '../world/chance.ts'

/**
 * The settings of all consoles of a run. Windows and deadlines are shorter than the product's, so that minutes of
 * simulated time are enough to see them pass.
 */
export function simulatedSettings(chance: Chance): Settings {
  const hasEditWindows = chance.hits(0.15)
  return settingsSchema.parse({
    serverUrl: 'https://fleet.example',
    requestTimeoutMs: 4_000,
    commandConfirmAfterMs: 15_000,
    commandExpireAfterMs: 60_000,
    commandConfirmationMs: 30_000,
    editConfirmAfterMs: hasEditWindows ? 25_000 : null,
    editExpireAfterMs: hasEditWindows && chance.hits(0.5) ? 90_000 : null,
    breakerTimeoutMs: 10_000,
    retryAttempts: chance.whole(1, 3),
    ...conflictSettings(chance.fork('conflicts')),
    queueMaxCount: chance.hits(0.1) ? 12 : 100_000,
  })
}

/** Where everything is for a person, as it is by default, or strategies decide: each type's own, with exceptions. */
function conflictSettings(chance: Chance): Partial<Record<keyof Settings, unknown>> {
  const strategy = (): string => chance.pick(STRATEGIES) ?? 'manual'
  const exceptions = ENTITY_TYPES.flatMap((type) =>
    Object.keys(FIELD_KINDS[type])
      .filter(() => chance.hits(0.15))
      .map((field) => `${type}.${field}=${strategy()}`),
  )
  return {
    conflictAutoResolve: chance.hits(0.5),
    conflictMaxRounds: chance.whole(1, 5),
    conflictDeviceStrategy: strategy(),
    conflictPlaylistStrategy: strategy(),
    conflictScheduleStrategy: strategy(),
    conflictContentStrategy: strategy(),
    conflictAlertStrategy: strategy(),
    conflictWallboardStrategy: strategy(),
    conflictFieldStrategies: exceptions.join(', '),
  }
}
