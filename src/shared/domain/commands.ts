import { z } from 'zod'

/** Commands a device understands. */
export const DEVICE_COMMANDS = ['reload', 'restart', 'reboot', 'clear-cache', 'screenshot', 'push-content'] as const
export const deviceCommandSchema = z.enum(DEVICE_COMMANDS)
export type DeviceCommand = z.infer<typeof deviceCommandSchema>

/** Commands about a schedule: its playlist is shown now, whatever its times are. */
export const SCHEDULE_COMMANDS = ['run'] as const

export const COMMANDS = [...DEVICE_COMMANDS, ...SCHEDULE_COMMANDS] as const
export const commandSchema = z.enum(COMMANDS)
export type Command = z.infer<typeof commandSchema>

/** What commands are given to. */
export const COMMANDED_TYPES = ['device', 'schedule'] as const
export const commandedTypeSchema = z.enum(COMMANDED_TYPES)

export function isDeviceCommand(command: Command): command is DeviceCommand {
  return DEVICE_COMMANDS.some((name) => name === command)
}

/**
 * What a command says besides its name: `push-content`, and it alone, names the content to be shown. Schedules and devices have
 * commands of their own.
 */
export function isCommandWhole({
  entityType,
  command,
  contentId,
}: {
  entityType: (typeof COMMANDED_TYPES)[number]
  command: Command
  contentId?: string | undefined
}): boolean {
  const isItsOwn = isDeviceCommand(command) === (entityType === 'device')
  return isItsOwn && (command === 'push-content') === (contentId !== undefined)
}

/** Why a command was not whole, and the field at fault. */
export const COMMAND_NOT_WHOLE = {
  message: 'push-content names the content to be shown, and no other command does; run is for schedules only',
  path: ['contentId'],
}

/** A command that was given to a device, perhaps by a newer console: its name is shown, and breaks nothing. */
export const givenCommandSchema = z.string().min(1).max(60)

/** What a device says of a command it was given, when it is through with it. */
export const COMMAND_RESULTS = ['done', 'failed'] as const
export const commandResultSchema = z.enum(COMMAND_RESULTS)
export type CommandResult = z.infer<typeof commandResultSchema>
