import { z } from 'zod'

/** Commands a device understands. */
export const DEVICE_COMMANDS = ['reload', 'restart', 'reboot', 'clear-cache', 'screenshot'] as const
export const deviceCommandSchema = z.enum(DEVICE_COMMANDS)
export type DeviceCommand = z.infer<typeof deviceCommandSchema>

/** A command that was given to a device, perhaps by a newer console: its name is shown, and breaks nothing. */
export const givenCommandSchema = z.string().min(1).max(60)

/** What a device says of a command it was given, when it is through with it. */
export const COMMAND_RESULTS = ['done', 'failed'] as const
export const commandResultSchema = z.enum(COMMAND_RESULTS)
export type CommandResult = z.infer<typeof commandResultSchema>
