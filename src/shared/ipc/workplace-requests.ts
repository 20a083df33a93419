import { z } from 'zod'
import { nothing } from './common.ts'

const autostartStatusSchema = z.object({
  /** `all`: set up for every user of this PC. `foreign`: another installation of the console is started. */
  state: z.enum(['on', 'off', 'all', 'foreign']),
  /** Why that is not known, or could not be changed; null: it is, or could. */
  problem: z.string().nullable(),
})

/** The PC the console stands on. */
export const WORKPLACE_REQUESTS = {
  /** Whether this PC starts the console at login, as it is now. */
  'workplace:autostart': { request: nothing, response: autostartStatusSchema },
  /** Makes it as the settings have it. */
  'workplace:set-up-autostart': { request: nothing, response: autostartStatusSchema },
} as const
