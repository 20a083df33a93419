import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'

/** The events of a process that no code was there to catch. */
export interface ErrorSource {
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown
  on(event: 'unhandledRejection', listener: (reason: unknown) => void): unknown
  removeListener(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown
}

export interface ProcessErrorsDependencies {
  readonly source: ErrorSource
  readonly clock: Clock
  readonly logger: Logger
  /** Told of each before it is logged. */
  readonly onError?: (error: unknown, kind: 'exception' | 'rejection') => void
  /** The state of the process can no longer be trusted: end it in order. Called once. */
  readonly onFatal: (error: unknown) => void
}

/** More failures than this in a minute are no accident any more. */
const MAX_REJECTIONS = 20
const WINDOW_MS = 60_000

/**
 * The last net. An exception nobody caught has cut some work short in the middle, so the app is ended in order: what
 * was accepted is on disk, and a fresh start doubts everything in flight. A rejected promise nobody looked at is a bug,
 * but has interrupted nothing: it is logged and the app goes on, unless they come in a flood. Output that nobody
 * reads any more (`EPIPE`, when the terminal was closed) is no error at all.
 */
export function watchProcessErrors({ source, clock, logger, onError, onFatal }: ProcessErrorsDependencies): Cancel {
  let rejections: readonly number[] = []
  let isEnding = false

  const end = (error: unknown): void => {
    if (isEnding) return
    isEnding = true
    onFatal(error)
  }
  const onException = (error: unknown): void => {
    if (isClosedOutput(error)) return
    onError?.(error, 'exception')
    logger.error('an exception was not caught; the app ends', { error })
    end(error)
  }
  const onRejection = (reason: unknown): void => {
    if (isClosedOutput(reason)) return
    const now = clock.monotonic()
    rejections = [...rejections.filter((at) => now - at < WINDOW_MS), now]
    onError?.(reason, 'rejection')
    logger.error('a rejection was not handled', { error: reason, withinOneMinute: rejections.length })
    if (rejections.length > MAX_REJECTIONS) end(reason)
  }

  source.on('uncaughtException', onException)
  source.on('unhandledRejection', onRejection)
  return () => {
    source.removeListener('uncaughtException', onException)
    source.removeListener('unhandledRejection', onRejection)
  }
}

function isClosedOutput(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')
}
