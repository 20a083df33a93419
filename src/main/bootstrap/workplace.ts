import type { EffectiveSettings, Settings } from '#shared/domain/settings.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import type { Autostart } from '../platform/autostart.ts'
import type { Cancel } from '../platform/clock.ts'
import type { Awake } from '../platform/electron-awake.ts'
import type { Logger } from '../platform/logger.ts'

export interface WorkplaceDependencies {
  readonly settings: () => EffectiveSettings
  readonly autostart: Autostart
  readonly awake: Awake
  /** A wall window is open. */
  readonly hasWall: () => boolean
  readonly logger: Logger
}

type AutostartStatus = IpcResponse<'workplace:autostart'>

/** What the console asks of the PC it stands on: to start it at login, and to keep the screens on. */
export class Workplace {
  readonly #dependencies: WorkplaceDependencies
  #wanted: boolean
  #letSleep: Cancel | null = null
  #problem: string | null = null
  #lastChange: Promise<unknown> = Promise.resolve()

  constructor(dependencies: WorkplaceDependencies) {
    this.#dependencies = dependencies
    this.#wanted = dependencies.settings().values.startAtLogin
  }

  /**
   * Call when Electron is ready. What an administrator has set is set up where it is not; what an operator has set was set up
   * then, and is not put back against whoever has taken it away.
   */
  async run(): Promise<void> {
    this.windowsChanged()
    const { values, sources } = this.#dependencies.settings()
    if (sources['startAtLogin'] !== 'policy') return
    const { state } = await this.autostart()
    const isOn = state === 'on' || state === 'all'
    if (isOn !== values.startAtLogin) await this.setAutostart(values.startAtLogin)
  }

  settingsChanged(): void {
    this.windowsChanged()
    const { startAtLogin } = this.#dependencies.settings().values
    if (startAtLogin === this.#wanted) return
    this.#wanted = startAtLogin
    void this.setAutostart(startAtLogin)
  }

  /** A wall may have come or gone. */
  windowsChanged(): void {
    const { settings, awake, hasWall } = this.#dependencies
    const isWanted = isAwakeWanted(settings().values, hasWall())
    if (isWanted === (this.#letSleep !== null)) return
    this.#letSleep?.()
    this.#letSleep = isWanted ? awake.keepScreensOn() : null
  }

  /** What this PC will do at login, and why that is not known. */
  async autostart(): Promise<AutostartStatus> {
    await this.#lastChange
    try {
      return { state: await this.#dependencies.autostart.look(), problem: this.#problem }
    } catch (error) {
      return { state: 'off', problem: messageOf(error) }
    }
  }

  setAutostart(isOn: boolean): Promise<AutostartStatus> {
    const change = async (): Promise<void> => {
      try {
        await this.#dependencies.autostart.set(isOn)
        this.#problem = null
      } catch (error) {
        this.#problem = messageOf(error)
        this.#dependencies.logger.warn('starting at login could not be changed', { isOn, error })
      }
    }
    this.#lastChange = this.#lastChange.then(change)
    return this.autostart()
  }

  /** Makes it as the settings have it. */
  setUpAutostart(): Promise<AutostartStatus> {
    return this.setAutostart(this.#dependencies.settings().values.startAtLogin)
  }

  stop(): void {
    this.#letSleep?.()
    this.#letSleep = null
  }
}

function isAwakeWanted({ keepAwake, kiosk, wall }: Settings, hasWall: boolean): boolean {
  return keepAwake === 'always' || (keepAwake === 'walls' && (kiosk || wall || hasWall))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
