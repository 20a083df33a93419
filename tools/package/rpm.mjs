import { copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ToolError } from '../runtime/errors.mjs'
import { findCommand, runOrFail } from '../runtime/processes.mjs'
import { isRealAddress } from './deb.mjs'
import { electronVersionIn, evenOut, listTree, stageFiles } from './stage.mjs'

/** Folders that the system owns; the package owns what is below them. */
const SHARED_FOLDERS = [
  'opt',
  'usr',
  'usr/bin',
  'usr/share',
  'usr/share/applications',
  'usr/share/doc',
  'usr/share/icons',
]
const SHARED_ICON_FOLDER = /^usr\/share\/icons\/hicolor(\/[^/]+(\/apps)?)?$/

/** What the builder calls by Debian's names. @type {Readonly<Record<string, string>>} */
const ARCHITECTURES = { amd64: 'x86_64', arm64: 'aarch64' }

export function requireRpmbuild() {
  if (findCommand('rpmbuild') !== null) return
  throw new ToolError('An .rpm is packed by rpmbuild, which is not installed: on Debian it is in the package  rpm .')
}

/**
 * @param {import('./fpm-arguments.mjs').PackageRequest} request
 * @param {{ scratch: string, epoch: number }} surroundings `scratch`: an empty folder
 */
export async function packRpm(request, { scratch, epoch }) {
  requireRpmbuild()
  const root = join(scratch, 'root')
  stageFiles(request, root)
  evenOut(root, epoch)
  const spec = join(scratch, 'package.spec')
  writeFileSync(spec, specFile(request, ownedPaths(root)))
  const made = join(scratch, 'made')
  mkdirSync(made)
  const architecture = ARCHITECTURES[request.architecture] ?? request.architecture
  const definitions = {
    _topdir: join(scratch, 'work'),
    _rpmdir: made,
    _buildhost: 'localhost',
    _build_id_links: 'none',
    // As it is: nothing is stripped, compiled or linked once more.
    __os_install_post: '%{nil}',
    _binary_payload: 'w6.xzdio',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
  }
  const defined = Object.entries(definitions).flatMap(([name, value]) => ['--define', `${name} ${value}`])
  await runOrFail('rpmbuild', ['-bb', '--buildroot', root, '--target', architecture, ...defined, spec], {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) },
    failure: 'rpmbuild could not write the package: run again with OUTPOST_TOOLS_DEBUG=1 to see what it says.',
  })
  const name = readdirSync(made, { recursive: true, encoding: 'utf8' }).find((file) => file.endsWith('.rpm'))
  if (name === undefined) throw new ToolError('rpmbuild wrote no package.')
  copyFileSync(join(made, name), request.target)
}

/**
 * @param {import('./fpm-arguments.mjs').PackageRequest} request
 * @param {readonly string[]} paths lines of the list of files
 */
export function specFile(request, paths, electron = electronVersionIn(request)) {
  const head = {
    Name: request.name,
    Version: request.version,
    Release: '1',
    Summary: request.summary,
    License: request.license,
    Vendor: request.vendor,
    Packager: request.maintainer,
    Group: request.category,
    URL: isRealAddress(request.url) ? request.url : '',
    AutoReqProv: 'no',
  }
  const lines = [
    ...Object.entries(head).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`])),
    ...request.depends.map((name) => `Requires: ${name}`),
    `\n%description\n${request.description}\n\nBuilt on Electron ${electron}.`,
    ...script('post', request.afterInstall),
    ...script('postun', request.afterRemove),
    '\n%files\n%defattr(-,root,root,-)',
    ...paths,
  ]
  return `${lines.join('\n')}\n`
}

/** @param {string} name @param {string | null} file */
function script(name, file) {
  // In a spec file a percent sign begins a macro.
  return file === null ? [] : [`\n%${name}`, readFileSync(file, 'utf8').replaceAll('%', '%%').trimEnd()]
}

/** @param {string} root */
function ownedPaths(root) {
  return listTree(root)
    .filter((path) => !SHARED_FOLDERS.includes(path) && !SHARED_ICON_FOLDER.test(path))
    .map((path) => `${lstatSync(join(root, path)).isDirectory() ? '%dir ' : ''}"/${path}"`)
}
