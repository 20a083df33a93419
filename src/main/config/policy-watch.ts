import { lstatSync, statSync } from 'node:fs'
import type { Cancel, Clock } from '../platform/clock.ts'

/** As long as somebody who has just deployed a file will wait. A look costs some microseconds. */
const LOOK_EVERY_MS = 5_000

/**
 * Tells when the policy file has come, gone or become another one. It is looked at instead of listened to: what deploys
 * files puts new ones in their place, folders may not exist yet, and network drives tell nobody.
 */
export function watchPolicy(clock: Clock, file: () => string, onChanged: () => void): Cancel {
  let seen = markOf(file())
  let cancel: Cancel = () => undefined
  const look = (): void => {
    const mark = markOf(file())
    const isOther = mark !== seen
    seen = mark
    cancel = clock.schedule(LOOK_EVERY_MS, look)
    if (isOther) onChanged()
  }
  cancel = clock.schedule(LOOK_EVERY_MS, look)
  return () => cancel()
}

function markOf(file: string): string {
  try {
    const about = statSync(file, { throwIfNoEntry: false }) ?? lstatSync(file, { throwIfNoEntry: false })
    if (about === undefined) return 'missing'
    return [file, about.ino, about.size, about.mtimeMs, about.ctimeMs, about.mode].join(' ')
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable'
  }
}
