/**
 * The optional packages that a lock file names as dependencies but does not describe.
 *
 * @param {any} lock package-lock.json
 * @returns {{ name: string, version: string, isDevelopment: boolean }[]}
 */
export function missingOptionalPackages(lock) {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isDescribed(lock, path, name))
      .map(([name, version]) => ({ name, version: String(version), isDevelopment: entry.dev === true })),
  )
}

/** Node looks for a package beside and above the one that asks. @param {any} lock @param {string} path @param {string} name */
function isDescribed(lock, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

/**
 * What `@scope/binding-linux-x64-musl` and the like are for; null when the name does not tell.
 *
 * @param {string} name
 * @returns {{ cpu: string[], libc?: string[], os: string[] } | null}
 */
export function platformOf(name) {
  const parts = (name.split('/').at(-1) ?? '').split('-')
  const os = parts.find((part) => SYSTEMS.includes(part))
  const cpu = parts.find((part) => PROCESSORS.includes(part))
  if (!os || !cpu) return null
  const abi = parts.at(-1) ?? ''
  const libc = abi.startsWith('musl') ? 'musl' : abi.startsWith('gnu') ? 'glibc' : null
  return { cpu: [cpu], ...(libc === null ? {} : { libc: [libc] }), os: [os] }
}
