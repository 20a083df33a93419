import type { EffectiveSettings, Settings } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Cancel } from '../platform/clock.ts'
import { Emitter } from '../platform/emitter.ts'
import type { Logger } from '../platform/logger.ts'
import {
  checkSetting,
  isOfPolicyOnly,
  isSettingName,
  layerFromRecord,
  resolveSettings,
  SETTING_NAMES,
  type SettingsLayer,
  type SettingsLayers,
} from './layers.ts'
import type { SettingsRecord, SettingsStorage } from './settings-file.ts'

export interface SettingsDependencies {
  readonly storage: SettingsStorage
  readonly policy: SettingsLayer
  readonly environment: SettingsLayer
  /** Of this PC, as its owner prefers them. Left out where only a program reads. */
  readonly systemLanguages?: readonly string[]
  readonly logger: Logger
}

/**
 * The settings in force. Changes are a map of names to new values. Null is a value of the settings that allow it; to
 * hand a setting back to the policy, the environment or its default, send `{ inherit: true }` in the value's place. No
 * setting's own value is an object, so the two cannot be confused.
 */
export class SettingsService {
  readonly #storage: SettingsStorage
  #lower: Pick<SettingsLayers, 'policy' | 'environment'>
  readonly #systemLanguages: readonly string[]
  readonly #logger: Logger
  readonly #changed: Emitter<EffectiveSettings>
  /** Names of the file as they are on disk, unknown ones included. */
  #entries: ReadonlyMap<string, unknown>
  readonly #loadProblems: readonly string[]
  #effective: EffectiveSettings
  /** What the last change of the policy file has changed. */
  #told: { readonly revision: number; readonly changed: string[] } = { revision: 0, changed: [] }
  /** The end of the last write: two updates never interleave. */
  #lastUpdate: Promise<unknown> = Promise.resolve()

  static async open(dependencies: SettingsDependencies): Promise<SettingsService> {
    return new SettingsService(dependencies, await dependencies.storage.load())
  }

  private constructor(dependencies: SettingsDependencies, record: SettingsRecord) {
    this.#storage = dependencies.storage
    this.#lower = { policy: dependencies.policy, environment: dependencies.environment }
    this.#systemLanguages = dependencies.systemLanguages ?? []
    this.#logger = dependencies.logger
    this.#changed = new Emitter((error) => this.#logger.error('a listener of the settings failed', { error }))
    this.#entries = record.entries
    this.#loadProblems = record.problems
    this.#effective = this.#resolve(record.entries)
    for (const problem of this.#effective.problems) this.#logger.warn('settings problem', { problem })
  }

  current(): EffectiveSettings {
    return this.#effective
  }

  get values(): Settings {
    return this.#effective.values
  }

  onChanged(listener: (settings: EffectiveSettings) => void): Cancel {
    return this.#changed.subscribe(listener)
  }

  /**
   * All changes or none: they are checked first, then saved, and only then in force.
   * @throws OutpostError `invalid-setting` with the setting as `field`, or `storage-failed` when they cannot be saved
   */
  update(changes: Readonly<Record<string, unknown>>): Promise<EffectiveSettings> {
    const update = this.#lastUpdate.then(() => this.#apply(changes))
    this.#lastUpdate = update.catch(() => undefined)
    return update
  }

  /** The administrator has put another policy in place: in force at once, wherever a setting is heeded at once. */
  replacePolicy(policy: SettingsLayer): void {
    const { values: before, policy: status } = this.#effective
    this.#lower = { ...this.#lower, policy }
    const next = this.#resolve(this.#entries)
    const isOther = (name: keyof Settings): boolean =>
      JSON.stringify(before[name]) !== JSON.stringify(next.values[name])
    this.#told = { revision: status.revision + 1, changed: SETTING_NAMES.filter(isOther) }
    this.#effective = { ...next, policy: { ...next.policy, ...this.#told } }
    for (const problem of policy.problems) this.#logger.warn('settings problem', { problem })
    this.#logger.info('the policy has changed', this.#told)
    this.#changed.emit(this.#effective)
  }

  async #apply(changes: Readonly<Record<string, unknown>>): Promise<EffectiveSettings> {
    const entries = new Map(this.#entries)
    for (const [name, value] of Object.entries(changes)) {
      if (this.#effective.locks.includes(name)) throw locked(name)
      if (isOfPolicyOnly(name)) throw invalid(name, `“${name}” is set in the policy file only and was not changed.`)
      applyChange(entries, name, value)
    }
    try {
      await this.#storage.save(entries)
    } catch (cause) {
      const message = 'The settings could not be saved in the profile folder. Nothing was changed.'
      throw new OutpostError('storage-failed', message, { cause })
    }
    this.#entries = entries
    this.#effective = this.#resolve(entries)
    this.#changed.emit(this.#effective)
    return this.#effective
  }

  #resolve(entries: ReadonlyMap<string, unknown>): EffectiveSettings {
    const settings = layerFromRecord(entries, 'The settings file', false)
    const problems = [...this.#loadProblems, ...settings.problems]
    const layers = { ...this.#lower, settings: { values: settings.values, problems } }
    const effective = resolveSettings(layers, this.#systemLanguages)
    return { ...effective, policy: { ...effective.policy, ...this.#told } }
  }
}

function applyChange(entries: Map<string, unknown>, name: string, value: unknown): void {
  if (!isSettingName(name)) throw invalid(name, `There is no setting “${name.slice(0, 60)}”.`)
  if (isInherit(value)) {
    entries.delete(name)
    return
  }
  const checked = checkSetting(name, value)
  if (!checked.ok) throw invalid(name, `“${name}” was not changed: ${checked.message}.`)
  entries.set(name, checked.value)
}

function locked(name: string): OutpostError {
  return invalid(name, `“${name}” is locked by your administrator and was not changed.`)
}

function isInherit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const keys = Object.keys(value)
  return keys.length === 1 && keys[0] === 'inherit' && 'inherit' in value && value.inherit === true
}

function invalid(name: string, message: string): OutpostError {
  return new OutpostError('invalid-setting', message, { field: name.slice(0, 60) })
}
