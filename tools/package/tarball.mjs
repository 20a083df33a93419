import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ToolError } from '../runtime/errors.mjs'
import { inProject } from '../runtime/paths.mjs'
import { runOrFail } from '../runtime/processes.mjs'

/**
 * Packs the folder that electron-builder has made, with one time and one owner for all, in the order of names.
 *
 * @param {string} output holds `linux-unpacked`
 * @param {number} epoch seconds
 */
export async function packTarball(output, epoch) {
  const folder = readdirSync(output).find((name) => name.startsWith('linux') && name.endsWith('-unpacked'))
  if (folder === undefined) throw new ToolError('There is no folder of the app to pack.')
  const { name, version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  const arch = /^linux-(.+)-unpacked$/.exec(folder)?.[1] ?? 'x64'
  const title = `${name}-${version}-linux-${arch}`
  await runOrFail(
    'tar',
    [
      ...['--sort=name', `--mtime=@${epoch}`, '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rwX,go+rX,go-w'],
      ...[`--transform=s,^${folder},${title},`, '--use-compress-program=gzip -n'],
      ...['-C', output, '-cf', join(output, `${title}.tar.gz`), folder],
    ],
    { failure: 'tar could not write the archive: make room on the disk and start again.' },
  )
}
