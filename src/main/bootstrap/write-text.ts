import { fileTrouble } from '../outbox/file-trouble.ts'
import type { StageFile } from '../platform/staged-file.ts'

/** Text is handed to the disk in parts of about this many characters. */
const PART_CHARACTERS = 65_536

/**
 * Writes a file as a whole, or not at all. Rejects with FileRefusedError, or with whatever `parts` rejects with, when that
 * is an OutpostError.
 */
export async function writeText(
  path: string,
  parts: Iterable<string> | AsyncIterable<string>,
  stageFile: StageFile,
): Promise<void> {
  const file = await stageFile(path).catch((error: unknown) => {
    throw fileTrouble(error, 'written')
  })
  try {
    let waiting = ''
    for await (const part of parts) {
      waiting += part
      if (waiting.length < PART_CHARACTERS) continue
      await file.append(waiting)
      waiting = ''
    }
    await file.append(waiting)
    await file.seal()
    await file.publish()
  } catch (error) {
    await file.discard()
    throw fileTrouble(error, 'written')
  }
}
