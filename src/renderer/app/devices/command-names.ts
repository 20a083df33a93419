import type { DeviceCommand } from '#shared/domain/commands.ts'

/** In the order of how much they disturb. Repeated here so that the first screen carries no schemas. */
export const DEVICE_COMMAND_NAMES = [
  'screenshot',
  'reload',
  'clear-cache',
  'push-content',
  'restart',
  'reboot',
] as const satisfies readonly DeviceCommand[]
