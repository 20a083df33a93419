import { AT_LOGIN_SWITCH } from '../platform/autostart.ts'

/** What this start was told through the environment and is not a setting. */
export interface LaunchEnvironment {
  /** A site token for unattended starts. It never enters the settings, a log or an answer to a window. */
  readonly token: string | null
  readonly profileDirectory: string | null
  readonly policyFile: string | null
  /** Print one line on standard output when the window can be used. */
  readonly printsReadyLine: boolean
  /** Nobody sits in front of it: a start that fails says so on standard error only. */
  readonly isUnattended: boolean
  /** Started by the system when somebody has logged on. */
  readonly isAtLogin: boolean
  /** Another process sees to it that this one lives, or nobody is to. */
  readonly isSupervised: boolean
  /** Save a picture of the first complete screen to this file. */
  readonly firstPaintPicture: string | null
  /** A program that is tried out unpackaged writes the name of a received update into this file, in the place of installing it. */
  readonly updateStandIn: string | null
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Longest token the connection accepts, in characters. */
const MAX_TOKEN_LENGTH = 8_192

export function parseLaunchEnvironment(environment: Environment, argv: readonly string[] = []): LaunchEnvironment {
  const token = textOf(environment['OUTPOST_TOKEN'])
  return {
    token: token !== null && token.length <= MAX_TOKEN_LENGTH ? token : null,
    profileDirectory: textOf(environment['OUTPOST_PROFILE_DIR']),
    policyFile: textOf(environment['OUTPOST_POLICY_FILE']),
    printsReadyLine: parseSwitch(environment['OUTPOST_READY_LINE']) ?? false,
    isUnattended:
      parseSwitch(environment['OUTPOST_UNATTENDED']) ?? textOf(environment['OUTPOST_VIRTUAL_DISPLAY']) !== null,
    isAtLogin: argv.includes(AT_LOGIN_SWITCH),
    isSupervised: textOf(environment['OUTPOST_WATCHDOG']) !== null,
    firstPaintPicture: textOf(environment['OUTPOST_FIRST_PAINT_PICTURE']),
    updateStandIn: textOf(environment['OUTPOST_UPDATE_STAND_IN']),
  }
}

/** A variable that is empty or only blanks counts as not set: shells cannot easily unset one for a child. */
export function textOf(value: string | undefined): string | null {
  const text = value?.trim()
  return text === undefined || text === '' ? null : text
}

const SWITCHES: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['on', true],
  ['yes', true],
  ['0', false],
  ['false', false],
  ['off', false],
  ['no', false],
])

/** Null: not set, or none of the accepted words. */
export function parseSwitch(value: string | undefined): boolean | null {
  return SWITCHES.get(value?.trim().toLowerCase() ?? '') ?? null
}
