import { z } from 'zod'

/** Commands a device understands. `push-content` and `screenshot` follow in the protocol's next version. */
export const DEVICE_COMMANDS = ['reload', 'restart', 'reboot', 'clear-cache'] as const
export const deviceCommandSchema = z.enum(DEVICE_COMMANDS)
export type DeviceCommand = z.infer<typeof deviceCommandSchema>

/** What a device says of a command it was given, when it is through with it. */
export const COMMAND_RESULTS = ['done', 'failed'] as const
export const commandResultSchema = z.enum(COMMAND_RESULTS)
export type CommandResult = z.infer<typeof commandResultSchema>
