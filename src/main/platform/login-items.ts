import type { Autostart, AutostartState, LaunchCommand } from './autostart.ts'

/** What Electron knows of login items on Windows and macOS. */
export interface LoginItemsApi {
  getLoginItemSettings(options: { path: string; args: string[] }): {
    openAtLogin: boolean
    /** Windows: false where somebody has switched it off in the task manager. */
    executableWillLaunchAtLogin?: boolean
  }
  setLoginItemSettings(settings: { openAtLogin: boolean; enabled?: boolean; path: string; args: string[] }): void
}

/** Starts the console at login by the system's own list of programs. */
export class LoginItems implements Autostart {
  readonly #api: LoginItemsApi
  readonly #item: { readonly path: string; readonly args: string[] }

  constructor(api: LoginItemsApi, [path, ...args]: LaunchCommand) {
    this.#api = api
    this.#item = { path, args }
  }

  async look(): Promise<AutostartState> {
    const { openAtLogin, executableWillLaunchAtLogin = true } = this.#api.getLoginItemSettings(this.#item)
    return openAtLogin && executableWillLaunchAtLogin ? 'on' : 'off'
  }

  async set(isOn: boolean): Promise<void> {
    this.#api.setLoginItemSettings({ ...this.#item, openAtLogin: isOn, enabled: isOn })
  }
}
