import { ToolError } from '../runtime/errors.mjs'
import { findCommand } from '../runtime/processes.mjs'
import { requireRpmbuild } from './rpm.mjs'

/**
 * @typedef {object} Target
 * @property {'linux' | 'win32' | 'darwin'} platform whose Electron is inside
 * @property {readonly string[]} builder arguments of electron-builder
 * @property {string} words for the help
 * @property {string} [download] what electron-builder has to fetch besides Electron; nothing: the target works offline
 * @property {() => void} [require] throws when a tool of this machine is missing
 */

function requireDpkg() {
  if (findCommand('dpkg-deb') !== null) return
  throw new ToolError(
    'A .deb is packed by dpkg-deb, which is not installed: it comes with Debian, elsewhere it is in the package  dpkg .',
  )
}

function requireMac() {
  if (process.platform === 'darwin') return
  throw new ToolError('A .dmg is made on macOS only: run this there, or take it from the release workflow.')
}

/** @type {Readonly<Record<string, Target>>} */
export const TARGETS = {
  folder: { platform: 'linux', builder: ['--dir'], words: 'the app as a plain folder, for this machine (the default)' },
  deb: { platform: 'linux', builder: ['--linux', 'deb'], words: 'Debian, Ubuntu', require: requireDpkg },
  rpm: {
    platform: 'linux',
    builder: ['--linux', 'rpm'],
    words: 'Fedora, SUSE; needs rpmbuild',
    require: requireRpmbuild,
  },
  'tar.gz': { platform: 'linux', builder: ['--linux', 'dir'], words: 'any Linux, unpacked by hand' },
  AppImage: {
    platform: 'linux',
    builder: ['--linux', 'AppImage'],
    words: 'any Linux, one file; needs a download',
    download: 'the tools that make an AppImage',
  },
  nsis: {
    platform: 'win32',
    builder: ['--win', 'nsis'],
    words: 'Windows, an installer; needs downloads',
    download: 'the installer’s tools',
  },
  portable: {
    platform: 'win32',
    builder: ['--win', 'portable'],
    words: 'Windows, one file that is not installed; needs downloads',
    download: 'the installer’s tools',
  },
  dmg: {
    platform: 'darwin',
    builder: ['--mac', 'dmg', 'zip'],
    words: 'macOS, with the zip that updates read; on macOS only',
    download: 'the tools that make a .dmg',
    require: requireMac,
  },
}

export const HELP = `npm run package -- [target]… [--help]

Builds the app and packages it into dist, with a list of what is in it (SBOM) and SHA-256 sums.

${Object.entries(TARGETS)
  .map(([name, { words }]) => `  ${name.padEnd(10)}${words}`)
  .join('\n')}

Which Electron is inside is said when it starts: the one that package.json names, or where its download cannot be reached
the offline runtime, which is for trying out only (Linux on x64). ELECTRON_OVERRIDE_DIST_PATH names an unpacked one.
OUTPOST_TOOLS_DEBUG=1 shows all that the tools say.
`

/**
 * @param {readonly string[]} words what stands behind `npm run package --`
 * @returns {readonly { name: string, target: Target }[]}
 */
export function chooseTargets(words) {
  const names = words.length === 0 ? ['folder'] : [...new Set(words)]
  return names.map((name) => {
    const target = TARGETS[name]
    if (target === undefined) {
      throw new ToolError(
        `"${name}" is nothing that can be packaged: use ${Object.keys(TARGETS).join(', ')}, or --help.`,
      )
    }
    return { name, target: name === 'folder' ? { ...target, platform: ownPlatform() } : target }
  })
}

/** @returns {Target['platform']} */
function ownPlatform() {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux'
}
