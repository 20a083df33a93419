import type { Outbox } from '../outbox/outbox.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'

/** The stored changes are looked through when the start is over, which must not wait for it. */
const INSPECT_AFTER_MS = 2_000

/** What cannot be read counts as waiting for a person before anybody wants to send it, also without a connection. */
export function inspectLater(outbox: Outbox, clock: Clock, logger: Logger): Cancel {
  return clock.schedule(INSPECT_AFTER_MS, () => {
    outbox.inspect().catch((error: unknown) => {
      const cause = error instanceof Error ? error.message : ''
      logger.warn('what waits could not be looked through', { cause })
    })
  })
}
