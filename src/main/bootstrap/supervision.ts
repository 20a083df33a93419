import type { Settings } from '#shared/domain/settings.ts'
import type { LaunchEnvironment } from '../config/launch-environment.ts'

/** Starts the program that sees to it that the console lives. */
export const WATCHDOG_SWITCH = '--watchdog'

/** Where nobody can start the console by hand, it is started again when it dies; and another process has to do it. */
export function isSupervisionWanted(
  { kiosk, wall }: Pick<Settings, 'kiosk' | 'wall'>,
  { isSupervised }: Pick<LaunchEnvironment, 'isSupervised'>,
): boolean {
  return (kiosk || wall) && !isSupervised
}
