/** What electron-builder asks the packer for; it speaks the language of fpm. */

/**
 * @typedef {object} PackageRequest
 * @property {string} type `deb` or `rpm`
 * @property {string} name
 * @property {string} version
 * @property {string} architecture by the names of that kind of package
 * @property {string} maintainer
 * @property {string} vendor
 * @property {string} url
 * @property {string} license
 * @property {string} category
 * @property {string} priority
 * @property {string} summary
 * @property {string} description
 * @property {string} compression
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {string | null} afterInstall file of a script
 * @property {string | null} afterRemove file of a script
 * @property {string} target file to write
 * @property {readonly { from: string, to: string }[]} files `from` ending in `/`: the content of the folder
 */

const SWITCHES = new Set(['--force', '--debug'])
const REPEATED = new Set(['--depends', '--deb-recommends'])
/** @type {Readonly<Record<string, string>>} */
const SHORT = { '-d': '--depends', '-s': '--source', '-t': '--type' }

/**
 * @param {readonly string[]} argv
 * @returns {PackageRequest}
 */
export function parseFpmArguments(argv) {
  const { one, many, files } = sort(argv)
  const [first = '', ...rest] = (one.get('--description') ?? '').split('\n').map((line) => line.trim())
  const summary = one.get('--rpm-summary')
  return {
    type: one.get('--type') ?? '',
    name: one.get('--name') ?? '',
    version: one.get('--version') ?? '',
    architecture: one.get('--architecture') ?? '',
    maintainer: one.get('--maintainer') ?? '',
    vendor: one.get('--vendor') ?? '',
    url: one.get('--url') ?? '',
    license: one.get('--license') ?? '',
    category: one.get('--category') ?? '',
    priority: one.get('--deb-priority') ?? 'optional',
    summary: summary ?? first,
    description: (summary === undefined ? rest : [first, ...rest]).join('\n').trim(),
    compression: one.get('--deb-compression') ?? one.get('--rpm-compression') ?? 'xz',
    depends: many.get('--depends') ?? [],
    recommends: many.get('--deb-recommends') ?? [],
    afterInstall: one.get('--after-install') ?? null,
    afterRemove: one.get('--after-remove') ?? null,
    target: one.get('--package') ?? '',
    files,
  }
}

/** @param {readonly string[]} argv */
function sort(argv) {
  /** @type {Map<string, string>} */
  const one = new Map()
  /** @type {Map<string, string[]>} */
  const many = new Map()
  /** @type {{ from: string, to: string }[]} */
  const files = []
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (SWITCHES.has(word)) continue
    if (!word.startsWith('-')) {
      files.push(mapping(word))
      continue
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1
    const name = equals > 0 ? word.slice(0, equals) : (SHORT[word] ?? word)
    const value = equals > 0 ? word.slice(equals + 1) : (rest.shift() ?? '')
    if (REPEATED.has(name)) many.set(name, [...(many.get(name) ?? []), value])
    else one.set(name, value)
  }
  return { one, many, files }
}

/** @param {string} word such as `dist/linux-unpacked/=/opt/Outpost Console` */
function mapping(word) {
  const equals = word.lastIndexOf('=')
  return { from: word.slice(0, equals), to: word.slice(equals + 1) }
}
