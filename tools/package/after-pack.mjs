import { join } from 'node:path'
import { say } from '../runtime/errors.mjs'
import { measureOurs, megabytes, missingParts, tooLarge } from './size.mjs'

/**
 * electron-builder calls it when the folder of the app is complete and nothing is made of it yet.
 *
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string } } }} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const isMac = electronPlatformName === 'darwin' || electronPlatformName === 'mas'
  const home = isMac ? join(`${packager.appInfo.productFilename}.app`, 'Contents', 'Resources') : 'resources'
  const measured = measureOurs(join(appOutDir, home))
  const wrong = missingParts(measured) ?? tooLarge(measured)
  if (wrong !== null) throw new Error(wrong)
  say(`beside Electron: ${megabytes(measured.bytes)} in ${measured.files.length} files`)
}
