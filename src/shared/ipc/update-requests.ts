import { updateStatusSchema } from '../domain/updates.ts'
import { nothing } from './common.ts'

/** New versions of the program. Each answers with where it stands then; what follows is told. */
export const UPDATE_REQUESTS = {
  'updates:status': { request: nothing, response: updateStatusSchema },
  'updates:check': { request: nothing, response: updateStatusSchema },
  'updates:download': { request: nothing, response: updateStatusSchema },
  /** Ends a download, or an installation that still waits. */
  'updates:cancel': { request: nothing, response: updateStatusSchema },
  /** As soon as nothing is on its way. */
  'updates:install': { request: nothing, response: updateStatusSchema },
  'updates:put-off': { request: nothing, response: updateStatusSchema },
} as const
