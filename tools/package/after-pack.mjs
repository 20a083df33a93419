import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../runtime/errors.mjs'
import { measureOurs, megabytes, missingParts, tooLarge } from './size.mjs'

/** Names SQLite's binding for an Electron that is too old for the stock one; empty: there is no need for it. */
export const OLD_BINDING = 'OUTPOST_OLD_BINDING'
/** Where the app looks for it, see `src/sqlite/open.ts`. */
const OLD_BINDING_NAME = 'sqlite-node-api-9.node'

/**
 * electron-builder calls it when the folder of the app is complete and nothing is made of it yet.
 *
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string } } }} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const isMac = electronPlatformName === 'darwin' || electronPlatformName === 'mas'
  const home = isMac ? join(`${packager.appInfo.productFilename}.app`, 'Contents', 'Resources') : 'resources'
  const resources = join(appOutDir, home)
  const binding = process.env[OLD_BINDING]
  if (binding) copyFileSync(binding, join(resources, OLD_BINDING_NAME))
  const measured = measureOurs(resources)
  const wrong = missingParts(measured) ?? tooLarge(measured)
  if (wrong !== null) throw new Error(wrong)
  say(`beside Electron: ${megabytes(measured.bytes)} in ${measured.files.length} files`)
}
