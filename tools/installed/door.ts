import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOME_OF_PACKAGE } from './machine.ts'

const ARCHIVE = join(HOME_OF_PACKAGE, 'resources/app.asar')
/** As it stands in the list of switches that an installed console refuses. */
const LOCKED = '"remote-debugging-*"'
const OPEN = '"remote-debugging-+"'

/**
 * An installed console lets nobody in who could drive its window, and that is tested. To drive it all the same, root changes one
 * character of the installed program, from where on it takes the switch; everything else stays as it was installed.
 *
 * @returns puts the character back
 */
export function openDoor(): () => void {
  const bytes = readFileSync(ARCHIVE)
  const at = bytes.indexOf(LOCKED)
  if (at === -1 || bytes.indexOf(LOCKED, at + 1) !== -1) throw new Error(`${ARCHIVE} does not hold ${LOCKED} once`)
  writeFileSync(ARCHIVE, Buffer.concat([bytes.subarray(0, at), Buffer.from(OPEN), bytes.subarray(at + LOCKED.length)]))
  return () => writeFileSync(ARCHIVE, bytes)
}
