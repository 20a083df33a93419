import type { Clock } from '../platform/clock.ts'
import { type AppResponse, UNREADABLE } from './app-responses.ts'

/**
 * Waits before the second and the third try. A page's engine remembers that a part of the program could not be loaded for as
 * long as the page lives: what only lasts a moment, such as a virus scanner that holds the file, must not get that far.
 */
const WAITS_MS = [100, 400] as const

/** Answers at once where it can, and tries again when the file is there but cannot be read. */
export function answerWithRetries(
  clock: Clock,
  read: () => AppResponse,
  answer: (response: AppResponse) => void,
  waits: readonly number[] = WAITS_MS,
): void {
  const response = read()
  const [wait, ...others] = waits
  if (response.statusCode !== UNREADABLE || wait === undefined) return answer(response)
  clock.schedule(wait, () => answerWithRetries(clock, read, answer, others))
}
