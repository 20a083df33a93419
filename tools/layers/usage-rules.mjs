import { mainFolderOf } from './import-rules.mjs'
import { isWithin, isWithinAny, TIME_AND_CHANCE } from './rules.mjs'
import { isReference, memberName, walk, walkAll } from './walk.mjs'

/** @typedef {{ rule: string, message: string, line: number }} Finding */

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate'])
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global'])
/** Objects of which one property reads time or chance: taking the whole object hides which one is meant. */
const PARTLY_FORBIDDEN = new Map([
  ['Date', 'now'],
  ['performance', 'now'],
  ['Math', 'random'],
])
/** Forbidden whatever they are read from. */
const CHANCE = new Set(['randomUUID', 'randomBytes', 'randomInt', 'randomFillSync', 'randomFill', 'getRandomValues'])
/** @type {Readonly<Record<string, ReadonlySet<string> | 'everything'>>} */
const FORBIDDEN_IMPORTS = {
  'node:timers': 'everything',
  'node:timers/promises': 'everything',
  'node:perf_hooks': new Set(['performance']),
  'node:crypto': new Set([...CHANCE, 'webcrypto', 'default', '*', 'crypto']),
}
const UNFINISHED = /\b(TODO|FIXME|XXX|HACK)\b/

/** Time and chance outside the places that own them. @param {import('./source-file.mjs').SourceFile} file @returns {Finding[]} */
export function checkTimeAndChance(file) {
  if (isWithinAny(file.path, TIME_AND_CHANCE)) return []
  /** @type {Finding[]} */
  const findings = []
  /** @param {string} what @param {number} line */
  const report = (what, line) =>
    findings.push({
      rule: 'time-and-chance',
      message: `${what} may be used in ${TIME_AND_CHANCE.join(', ')} only`,
      line,
    })
  for (const { specifier, names, line } of file.imports) {
    const forbidden = FORBIDDEN_IMPORTS[specifier ?? '']
    if (forbidden === 'everything') report(String(specifier), line)
    else for (const name of names.filter((one) => forbidden?.has(one))) report(`${name} of ${specifier}`, line)
  }
  walk(file.program, (node, parent, key) => {
    const what = timeOrChance(node, parent, key)
    if (what !== null) report(what, file.lineAt(node.start))
  })
  return findings
}

/** @param {any} node @param {any} parent @param {string} key @returns {string | null} */
function timeOrChance(node, parent, key) {
  if (node.type === 'MemberExpression') return forbiddenMember(node)
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Date') && node.arguments.length === 0) return 'new Date()'
  if (node.type !== 'Identifier' || !isReference(parent, key)) return null
  if (TIMERS.has(node.name)) return node.name
  if (!PARTLY_FORBIDDEN.has(node.name) || isHarmless(parent, key)) return null
  return `${node.name} as a whole`
}

/** @param {any} node */
function forbiddenMember(node) {
  const name = memberName(node)
  if (name === null) return isNamed(node.object, 'Date') || isNamed(node.object, 'Math') ? 'a computed property' : null
  if (CHANCE.has(name)) return name
  const object = node.object.name ?? memberNameOf(node.object)
  if (GLOBAL_OBJECTS.has(object) && TIMERS.has(name)) return `${object}.${name}`
  if (object === 'AbortSignal' && name === 'timeout') return 'AbortSignal.timeout'
  return PARTLY_FORBIDDEN.get(object) === name ? `${object}.${name}` : null
}

/** @param {any} node */
function memberNameOf(node) {
  return node.type === 'MemberExpression' ? memberName(node) : null
}

/** Reading a member was judged already; a type test and `new Date(value)` read no clock. @param {any} parent @param {string} key */
function isHarmless(parent, key) {
  if (parent?.type === 'MemberExpression' && key === 'object') return true
  if (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof') return true
  return parent?.type === 'NewExpression' && key === 'callee'
}

/** @param {any} node @param {string} name */
function isNamed(node, name) {
  return node.type === 'Identifier' && node.name === name
}

/**
 * Objects of another folder of main are made in bootstrap only, and so is every service. Errors and what `platform`
 * offers as plain tools may be made anywhere.
 *
 * @param {import('./source-file.mjs').SourceFile} file
 * @param {(specifier: string) => string | null} pathOf where an import leads
 * @param {ReadonlySet<string>} services names of the classes that implement Service
 * @returns {Finding[]}
 */
export function checkConstruction(file, pathOf, services) {
  const folder = mainFolderOf(file.path)
  if (folder === null || folder === 'bootstrap' || folder === 'index') return []
  /** @type {Map<string, string>} */
  const origins = new Map()
  for (const { specifier, names } of file.imports) {
    const origin = specifier === null ? null : mainFolderOf(pathOf(specifier) ?? '')
    if (origin !== null) for (const name of names) origins.set(name, origin)
  }
  /** @type {Finding[]} */
  const findings = []
  walk(file.program, (node) => {
    if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return
    const { name } = node.callee
    const origin = origins.get(name)
    const isForeign = origin !== undefined && origin !== folder && origin !== 'platform' && !name.endsWith('Error')
    if (!isForeign && !services.has(name)) return
    findings.push({
      rule: 'only-bootstrap-constructs',
      message: `new ${name} belongs in src/main/bootstrap`,
      line: file.lineAt(node.start),
    })
  })
  return findings
}

/** The classes of main that say `implements Service`. @param {readonly import('./source-file.mjs').SourceFile[]} files */
export function findServices(files) {
  /** @type {Set<string>} */
  const names = new Set()
  for (const file of files.filter(({ path }) => isWithin(path, 'src/main'))) {
    walk(file.program, (node) => {
      if (!node.type.startsWith('Class')) return
      const interfaces = (node.implements ?? []).map((/** @type {any} */ one) => one.expression?.name)
      if (node.id && interfaces.includes('Service')) names.add(node.id.name)
    })
  }
  return names
}

/** Barrels, default exports, `any`, computed imports, unfinished work. @param {import('./source-file.mjs').SourceFile} file @returns {Finding[]} */
export function checkShape(file) {
  /** @type {Finding[]} */
  const findings = []
  if (file.shape.isBarrel)
    findings.push({
      rule: 'no-barrel',
      message: 'a file that only passes on others: import from where it is declared',
      line: 1,
    })
  if (file.shape.exportsDefault) findings.push({ rule: 'no-default-export', message: 'export it by name', line: 1 })
  for (const { line } of file.comments.filter(({ text }) => UNFINISHED.test(text))) {
    findings.push({ rule: 'no-todo', message: 'finish it, or file an issue', line })
  }
  walkAll(file.program, (node) => {
    if (node.type === 'TSAnyKeyword')
      findings.push({
        rule: 'no-any',
        message: 'use unknown and look, or name the type',
        line: file.lineAt(node.start),
      })
    const isRequire =
      node.type === 'CallExpression' && (isNamed(node.callee, 'require') || isNamed(node.callee, 'createRequire'))
    if (isRequire)
      findings.push({
        rule: 'computed-import',
        message: 'require cannot be checked: use import',
        line: file.lineAt(node.start),
      })
  })
  return findings
}
