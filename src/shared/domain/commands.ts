import { z } from 'zod'

/** Commands a device understands. */
export const DEVICE_COMMANDS = ['reload', 'restart', 'reboot', 'clear-cache', 'screenshot', 'push-content'] as const
export const deviceCommandSchema = z.enum(DEVICE_COMMANDS)
export type DeviceCommand = z.infer<typeof deviceCommandSchema>

/** What a command says besides its name: `push-content`, and it alone, names the content to be shown. */
export function isCommandWhole({
  command,
  contentId,
}: {
  command: DeviceCommand
  contentId?: string | undefined
}): boolean {
  return (command === 'push-content') === (contentId !== undefined)
}

/** Why a command was not whole, and the field at fault. */
export const COMMAND_NOT_WHOLE = {
  message: 'push-content names the content to be shown, and no other command does',
  path: ['contentId'],
}

/** A command that was given to a device, perhaps by a newer console: its name is shown, and breaks nothing. */
export const givenCommandSchema = z.string().min(1).max(60)

/** What a device says of a command it was given, when it is through with it. */
export const COMMAND_RESULTS = ['done', 'failed'] as const
export const commandResultSchema = z.enum(COMMAND_RESULTS)
export type CommandResult = z.infer<typeof commandResultSchema>
