import { z } from 'zod'
import { deviceId } from '../intents.ts'

export const FLOOD_TENANT = 'main'
export const FLOOD_CHANNEL = `${FLOOD_TENANT}/devices`
export const floodPlanSchema = z.object({ devices: z.number() })

/** The report of one device after the other, in a spread order. */
export function statusReport(sequence: number, devices: number) {
  const at = Date.now()
  return {
    sequence,
    previous: sequence - 1,
    channel: FLOOD_CHANNEL,
    at,
    deviceId: deviceId((sequence * 7_919) % devices),
    status: sequence % 5 === 0 ? 'idle' : 'online',
    lastSeenAt: at,
    health: { score: 90, cpu: sequence % 100, memory: 42, storage: 61, temperature: 38 },
  }
}
