import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export const MAX_DUMPS = 10
export const MAX_DUMP_AGE_MS = 30 * 86_400_000
/** Where the crash handler of Electron puts them: as it takes them, and when they are whole. */
const FOLDERS = ['', 'new', 'pending', 'completed', 'reports']
const ENDING = '.dmp'

export interface CrashDump {
  readonly file: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** The newest first. Never rejects. */
export async function listCrashDumps(folder: string): Promise<CrashDump[]> {
  const lists = await Promise.all(FOLDERS.map((name) => dumpsIn(join(folder, name))))
  return lists.flat().toSorted((one, other) => other.at - one.at)
}

/** Takes away what is too old, and the oldest of what is too many. Never rejects. */
export async function tidyCrashDumps(folder: string, now: number): Promise<void> {
  const dumps = await listCrashDumps(folder)
  const over = dumps.filter(({ at }, index) => index >= MAX_DUMPS || now - at > MAX_DUMP_AGE_MS)
  for (const { file } of over) {
    await rm(file, { force: true }).catch(() => undefined)
    await rm(`${file.slice(0, -ENDING.length)}.meta`, { force: true }).catch(() => undefined)
  }
}

async function dumpsIn(folder: string): Promise<CrashDump[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(ENDING))
      .map(async (name): Promise<CrashDump | null> => {
        const file = join(folder, name)
        const at = await stat(file).then(
          ({ mtimeMs }) => mtimeMs,
          () => null,
        )
        return at === null ? null : { file, at }
      }),
  )
  return found.filter((dump) => dump !== null)
}
