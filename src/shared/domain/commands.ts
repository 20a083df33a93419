import { z } from 'zod'

/** Commands a device understands. `push-content` and `screenshot` follow in the protocol's next version. */
export const DEVICE_COMMANDS = ['reload', 'restart', 'reboot', 'clear-cache'] as const
export const deviceCommandSchema = z.enum(DEVICE_COMMANDS)
export type DeviceCommand = z.infer<typeof deviceCommandSchema>
