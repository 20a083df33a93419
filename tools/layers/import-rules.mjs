import {
  COMPONENTS,
  FEATURES,
  HIDDEN_FROM_COMPONENTS,
  isWithin,
  isWithinAny,
  MAIN_FOLDERS,
  NODE_WORLDS,
  PORTS_OF_CONNECTION,
  RAW_IPC,
  SHARED_VENDORS,
  TYPES_FOR_IPC,
  VENDOR_FENCES,
  WORLDS,
} from './rules.mjs'
import { packageOf } from './source-file.mjs'

/**
 * @typedef {{ rule: string, message: string }} Finding
 * @typedef {import('./source-file.mjs').Import} Import
 */

/**
 * What is wrong with one import of a file of the project.
 *
 * @param {string} from
 * @param {string} to
 * @param {Import} import_
 * @returns {Finding[]}
 */
export function checkFileImport(from, to, import_) {
  return [worldEdge(from, to), mainEdge(from, to, import_), featureEdge(from, to), componentEdge(from, to)].filter(
    (finding) => finding !== null,
  )
}

/**
 * What is wrong with one import of a package or of a module of Node's.
 *
 * @param {string} from
 * @param {string} specifier
 * @param {Import} import_
 * @param {ReadonlySet<string>} declared packages of package.json
 * @returns {Finding[]}
 */
export function checkPackageImport(from, specifier, import_, declared) {
  const name = packageOf(specifier)
  const findings = name === null ? nodeModule(from, specifier) : vendor(from, name, declared)
  for (const [raw, places] of Object.entries(RAW_IPC)) {
    if (name === 'electron' && import_.names.includes(raw) && !isWithinAny(from, places)) {
      findings.push({ rule: 'raw-ipc', message: `${raw} may be used in ${places.join(', ')} only` })
    }
  }
  return findings
}

/** The world a path belongs to. @param {string} path @returns {keyof typeof WORLDS | null} */
export function worldOf(path) {
  const names = /** @type {(keyof typeof WORLDS)[]} */ (Object.keys(WORLDS))
  return names.find((name) => isWithin(path, name)) ?? null
}

/** `outbox` for src/main/outbox/lane.ts, `index` for src/main/index.ts. @param {string} path */
export function mainFolderOf(path) {
  if (!isWithin(path, 'src/main')) return null
  return path.split('/')[2]?.replace(/\.ts$/, '') ?? null
}

/** @param {string} from @param {string} to @returns {Finding | null} */
function worldEdge(from, to) {
  const world = worldOf(from)
  if (world === null) return null
  const { imports, rule } = WORLDS[world]
  return isWithinAny(to, imports)
    ? null
    : { rule, message: `${world} may import ${imports.join(', ')} only, not ${to}` }
}

/** @param {string} from @param {string} to @param {Import} import_ @returns {Finding | null} */
function mainEdge(from, to, { isType }) {
  const source = mainFolderOf(from)
  const target = isWithin(to, 'src/sqlite') ? 'sqlite' : mainFolderOf(to)
  if (source === null || target === null || source === target) return null
  if (MAIN_FOLDERS[source]?.includes(target)) return null
  if (isType && source === 'ipc' && TYPES_FOR_IPC.includes(target)) return null
  if (source === 'connection' && PORTS_OF_CONNECTION.includes(to)) return null
  const allowed = MAIN_FOLDERS[source]?.join(', ') || 'no other folder'
  const hint = source === 'ipc' && TYPES_FOR_IPC.includes(target) ? `; of ${target} it may import types` : ''
  return { rule: 'main-folder-edges', message: `${source} may import ${allowed}, not ${target}${hint}` }
}

/** @param {string} from @param {string} to @returns {Finding | null} */
function featureEdge(from, to) {
  const [source, target] = [featureOf(from), featureOf(to)]
  if (source === null || target === null || source === target) return null
  return {
    rule: 'features-are-strangers',
    message: `the feature ${source} may not import the feature ${target}: move what both need to components`,
  }
}

/** @param {string} path */
function featureOf(path) {
  return isWithin(path, FEATURES) ? (path.slice(FEATURES.length + 1).split('/')[0] ?? null) : null
}

/** @param {string} from @param {string} to @returns {Finding | null} */
function componentEdge(from, to) {
  if (!isWithin(from, COMPONENTS) || !isWithinAny(to, HIDDEN_FROM_COMPONENTS)) return null
  return {
    rule: 'components-know-no-store',
    message: `a component gets what it shows as properties and does not import ${to}`,
  }
}

/** @param {string} from @param {string} specifier @returns {Finding[]} */
function nodeModule(from, specifier) {
  const findings = []
  if (!isWithinAny(from, NODE_WORLDS)) {
    findings.push({
      rule: 'vendor-fence',
      message: `${specifier} is Node's, which exists in ${NODE_WORLDS.join(', ')} only`,
    })
  }
  if (!specifier.startsWith('node:')) findings.push({ rule: 'vendor-fence', message: `write node:${specifier}` })
  return findings
}

/** @param {string} from @param {string} name @param {ReadonlySet<string>} declared @returns {Finding[]} */
function vendor(from, name, declared) {
  const findings = []
  const places = VENDOR_FENCES[name]
  if (places && !isWithinAny(from, places)) {
    findings.push({ rule: 'vendor-fence', message: `${name} may be used in ${places.join(', ')} only` })
  }
  if (isWithin(from, 'src/shared') && !SHARED_VENDORS.includes(name)) {
    findings.push({
      rule: 'shared-is-a-leaf',
      message: `src/shared may use ${SHARED_VENDORS.join(', ')} only, not ${name}`,
    })
  }
  if (!declared.has(name)) findings.push({ rule: 'undeclared-dependency', message: `${name} is not in package.json` })
  return findings
}
