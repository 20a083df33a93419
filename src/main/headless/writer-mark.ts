import { writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, pauseThread } from '../platform/clock.ts'
import { readSmallFileNow } from '../platform/file-atomic.ts'

const FILE = 'command-line.pid'
const POLL_MS = 100
const PATIENCE_MS = 60_000

/** Says in the profile that a command without a window has it for a moment. */
export function markWriter(profile: string, pid: number): void {
  writeFileSync(join(profile, FILE), `${pid}\n`, { mode: 0o600 })
}

export async function unmarkWriter(profile: string): Promise<void> {
  await rm(join(profile, FILE), { force: true })
}

function isWriterAtWork(profile: string): boolean {
  const pid = Number(readSmallFileNow(join(profile, FILE), 20))
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * A console that starts while a command changes the store waits for it: nobody would be brought to the front. Holds the
 * thread meanwhile: while Electron is being set up, asking for the profile can end the process. Returns whether it has the
 * profile now.
 *
 * @param onWait called once, when there is somebody to wait for
 */
export function takeAfterWriter(profile: string, clock: Clock, take: () => boolean, onWait: () => void): boolean {
  const end = clock.monotonic() + PATIENCE_MS
  if (isWriterAtWork(profile)) onWait()
  while (isWriterAtWork(profile) && clock.monotonic() < end) {
    pauseThread(POLL_MS)
    if (take()) return true
  }
  // It may have ended between the first try and the look at its mark.
  return take()
}
