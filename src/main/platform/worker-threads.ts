import type { Worker } from 'node:worker_threads'
import type { Cancel } from './clock.ts'

/** Hears of whatever ends a thread that is started from now on. */
export function onThreadError(listener: (error: unknown) => void): Cancel {
  const follow = (worker: Worker): void => void worker.on('error', listener)
  process.on('worker', follow)
  return () => void process.removeListener('worker', follow)
}
