import { renameSync, rmSync } from 'node:fs'

/** Files of the log, the current one included. */
export const LOG_FILES = 5
export const LOG_FILE_BYTES = 5 * 1_024 * 1_024

/** `main.log` becomes `main.1.log`, that one `main.2.log`, and the oldest goes. Synchronous: the next line needs the place. */
export function rotateLogFiles(path: string): void {
  const numbered = (number: number): string => path.replace(/\.log$/, `.${number}.log`)
  rmSync(numbered(LOG_FILES - 1), { force: true })
  for (let number = LOG_FILES - 2; number >= 1; number -= 1) renameIfThere(numbered(number), numbered(number + 1))
  renameIfThere(path, numbered(1))
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
