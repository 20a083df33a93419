import type { Clock } from '../platform/clock.ts'
import { CallCancelledError, CallTimeoutError } from './call-errors.ts'

export interface CallLimits {
  /** Null: no limit. */
  readonly timeoutMs: number | null
  /** Ends the call when it aborts. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs one attempt. Its signal aborts when the time is up or the caller gives up, and the attempt then counts as over
 * even if it does not listen. Rejects with a CallTimeoutError, a CallCancelledError or what the task rejects with. No
 * timer and no listener is left behind.
 */
export async function callWithin<T>(
  clock: Clock,
  { timeoutMs, signal }: CallLimits,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new CallCancelledError()
  const controller = new AbortController()
  const end: { with: (error: Error) => void } = { with: () => undefined }
  const ended = new Promise<never>((_resolve, reject) => {
    end.with = (error) => {
      controller.abort(error)
      reject(error)
    }
  })
  const cancel = (): void => end.with(new CallCancelledError())
  const cancelTimer =
    timeoutMs === null ? null : clock.schedule(timeoutMs, () => end.with(new CallTimeoutError(timeoutMs)))
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    return await Promise.race([task(controller.signal), ended])
  } finally {
    cancelTimer?.()
    signal?.removeEventListener('abort', cancel)
  }
}
