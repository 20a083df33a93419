/**
 * What this PC does at login. `all`: an administrator has set it up for every user. `foreign`: it starts another installation
 * of the console.
 */
export const AUTOSTART_STATES = ['on', 'off', 'all', 'foreign'] as const
export type AutostartState = (typeof AUTOSTART_STATES)[number]

/** Starting at login, as this system does it. Both reject with the system's error. */
export interface Autostart {
  /** As it is now, whoever has changed it. */
  look(): Promise<AutostartState>
  set(isOn: boolean): Promise<void>
}

/** What is started: a program and what follows it. */
export type LaunchCommand = readonly [program: string, ...args: string[]]

/** Says that the system has started the console, and nobody who waits for a window. */
export const AT_LOGIN_SWITCH = '--at-login'
