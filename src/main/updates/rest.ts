import { type Clock, sleep } from '../platform/clock.ts'
import { UpdateError } from './problem.ts'

/** What must come to rest before the program may be replaced. */
export interface RestPort {
  /** Nothing more is sent from now on; answers to what is on its way are still taken. */
  hold(): void
  /** Goes on as before. */
  release(): void
  /** How many operations are on their way. */
  inFlight(): number
  /** What else is being written, in words; null: nothing. */
  busyWith(): string | null
}

const LOOK_EVERY_MS = 100
/** An answer takes seconds; who waits longer than this has no connection that is worth waiting for. */
const PATIENCE_MS = 120_000

export interface WaitForRest {
  readonly port: RestPort
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onInFlight: (count: number) => void
}

/**
 * Resolves when nothing is on its way any more, and nothing is sent until `release`. Rejects with UpdateError `busy`, or when
 * `signal` aborts; then everything goes on as before.
 */
export async function comeToRest({ port, clock, signal, onInFlight }: WaitForRest): Promise<void> {
  const until = clock.monotonic() + PATIENCE_MS
  port.hold()
  try {
    for (;;) {
      signal.throwIfAborted()
      const [count, work] = [port.inFlight(), port.busyWith()]
      onInFlight(count)
      if (count === 0 && work === null) return
      if (clock.monotonic() >= until) throw tooLong(count, work)
      await sleep(clock, LOOK_EVERY_MS, signal)
    }
  } catch (error) {
    port.release()
    throw error
  }
}

function tooLong(count: number, work: string | null): UpdateError {
  const what = count > 0 ? `${count} operations are still on their way` : `${work} is not done`
  return new UpdateError('busy', `After ${PATIENCE_MS / 1_000} seconds ${what}.`)
}
