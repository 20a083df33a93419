import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findCycles } from './cycles.mjs'
import { checkFileImport, checkPackageImport, mainFolderOf, worldOf } from './import-rules.mjs'
import { checkLightStarts } from './reach.mjs'
import { COMPUTED_IMPORTS, isWithinAny, MAIN_FOLDERS } from './rules.mjs'
import { readTree } from './tree.mjs'
import { checkConstruction, checkShape, checkTimeAndChance, findServices } from './usage-rules.mjs'

/** @typedef {{ path: string, line: number, rule: string, message: string }} Violation */

/**
 * Holds all of `src` below a root to the layer rules. What cannot be parsed or resolved is a violation too.
 *
 * @param {string} root
 * @returns {{ violations: Violation[], fileCount: number }}
 */
export function checkLayers(root) {
  const tree = readTree(root)
  const declared = declaredPackages(root)
  const services = findServices(tree.files)
  /** @type {Violation[]} */
  const violations = tree.foreignFiles.map((path) => ({
    path,
    line: 1,
    rule: 'unknown-file',
    message: 'code is written as .ts or .tsx',
  }))
  /** @param {string} from @param {string} specifier */
  const fileOf = (from, specifier) => {
    const target = tree.resolve(from, specifier)
    return target.kind === 'file' ? target.path : null
  }
  /** @type {Map<string, string[]>} */
  const graph = new Map()
  for (const file of tree.files) {
    /** @param {string} specifier */
    const pathOf = (specifier) => fileOf(file.path, specifier)
    const findings = [
      ...checkPlace(file),
      ...checkImports(file, tree, declared, graph),
      ...checkTimeAndChance(file),
      ...checkConstruction(file, pathOf, services),
      ...checkShape(file),
    ]
    violations.push(...findings.map((finding) => ({ path: file.path, ...finding })))
  }
  violations.push(...checkCycles(graph), ...checkLightStarts(tree.files, fileOf))
  return { violations, fileCount: tree.files.length }
}

/** @param {import('./source-file.mjs').SourceFile} file */
function checkPlace(file) {
  const findings = file.errors.map((message) => ({ rule: 'syntax', message, line: 1 }))
  const folder = mainFolderOf(file.path)
  if (worldOf(file.path) === null || (folder !== null && MAIN_FOLDERS[folder] === undefined)) {
    findings.push({
      rule: 'unknown-folder',
      message: 'the layer rules do not know this place: name it in tools/layers/rules.mjs',
      line: 1,
    })
  }
  return findings
}

/**
 * @param {import('./source-file.mjs').SourceFile} file
 * @param {import('./tree.mjs').Tree} tree
 * @param {ReadonlySet<string>} declared
 * @param {Map<string, string[]>} graph is filled
 */
function checkImports(file, tree, declared, graph) {
  const findings = []
  const targets = []
  for (const one of file.imports) {
    const { specifier, line } = one
    if (specifier === null && COMPUTED_IMPORTS.includes(file.path)) continue
    if (specifier === null) {
      findings.push({ rule: 'computed-import', message: 'a computed import cannot be checked: write its path', line })
      continue
    }
    const target = tree.resolve(file.path, specifier)
    if (target.kind === 'missing') {
      findings.push({ rule: 'unresolved-import', message: `'${specifier}' ${target.reason}`, line })
    } else if (target.kind === 'made') {
      if (isWithinAny(file.path, target.places)) continue
      findings.push({
        rule: 'vendor-fence',
        message: `${specifier} may be used in ${target.places.join(', ')} only`,
        line,
      })
    } else if (target.kind === 'file') {
      targets.push(target.path)
      findings.push(...checkFileImport(file.path, target.path, one).map((finding) => ({ ...finding, line })))
    } else {
      findings.push(
        ...checkPackageImport(file.path, target.specifier, one, declared).map((finding) => ({ ...finding, line })),
      )
    }
  }
  graph.set(file.path, targets)
  return findings
}

/** @param {ReadonlyMap<string, readonly string[]>} graph @returns {Violation[]} */
function checkCycles(graph) {
  return findCycles(graph).map((cycle) => ({
    path: cycle[0] ?? '',
    line: 1,
    rule: 'no-cycle',
    message: `imports itself: ${[...cycle, cycle[0]].join(' → ')}`,
  }))
}

/** @param {string} root @returns {ReadonlySet<string>} */
function declaredPackages(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
}
