import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

/** Call once, in the main thread, before another thread is started: what follows then works in all threads of the process. */
export function allowHeapRelease(): void {
  setFlagsFromString('--expose-gc')
}

/**
 * Collects what this thread's heap holds for nobody and gives the room back to the system, which the engine by itself does
 * only when it is short. Stops the thread for some tens of milliseconds: for quiet moments after much was read.
 * Answers false where it was not allowed.
 */
export function releaseHeap(): boolean {
  const collect: unknown = runInNewContext("typeof gc === 'function' ? gc : null")
  if (typeof collect !== 'function') return false
  ;(collect as Collect)({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  return true
}
