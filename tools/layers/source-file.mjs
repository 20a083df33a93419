import { isBuiltin } from 'node:module'
import { parseSync } from 'oxc-parser'

/**
 * @typedef {object} Import
 * @property {string | null} specifier null when it is computed and so cannot be checked
 * @property {readonly string[]} names what is imported by name
 * @property {boolean} isType
 * @property {boolean} isReexport
 * @property {boolean} isDynamic read when the code comes there, not before
 * @property {number} line
 */

/**
 * @typedef {object} SourceFile
 * @property {string} path relative to the checkout, with `/`
 * @property {string} text
 * @property {any} program the syntax tree
 * @property {readonly Import[]} imports
 * @property {readonly { line: number, text: string }[]} comments
 * @property {readonly string[]} errors
 * @property {{ exportsDefault: boolean, isBarrel: boolean }} shape
 * @property {(offset: number) => number} lineAt
 */

/**
 * @param {string} path
 * @param {string} text
 * @returns {SourceFile}
 */
export function parseSource(path, text) {
  const { program, module, comments, errors } = parseSync(path, text)
  const lineAt = lineFinder(text)
  return {
    path,
    text,
    program,
    lineAt,
    errors: errors.map(({ message }) => message),
    comments: comments.map(({ start, value }) => ({ line: lineAt(start), text: value })),
    imports: [...staticImports(module, lineAt), ...reexports(module, lineAt), ...dynamicImports(module, text, lineAt)],
    shape: shapeOf(program, module),
  }
}

/** @param {import('oxc-parser').EcmaScriptModule} module @param {(offset: number) => number} lineAt @returns {Import[]} */
function staticImports(module, lineAt) {
  return module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    names: entries.map(({ importName, localName }) => importName.name ?? localName.value),
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
    isReexport: false,
    isDynamic: false,
    line: lineAt(start),
  }))
}

/** @param {import('oxc-parser').EcmaScriptModule} module @param {(offset: number) => number} lineAt @returns {Import[]} */
function reexports(module, lineAt) {
  return module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ moduleRequest, importName, isType }) =>
      moduleRequest
        ? [
            {
              specifier: moduleRequest.value,
              names: [importName.name ?? '*'],
              isType,
              isReexport: true,
              isDynamic: false,
              line: lineAt(start),
            },
          ]
        : [],
    ),
  )
}

/**
 * @param {import('oxc-parser').EcmaScriptModule} module
 * @param {string} text
 * @param {(offset: number) => number} lineAt
 * @returns {Import[]}
 */
function dynamicImports(module, text, lineAt) {
  return module.dynamicImports.map(({ moduleRequest, start }) => {
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end).trim())
    const specifier = literal?.[2] ?? null
    return { specifier, names: ['*'], isType: false, isReexport: false, isDynamic: true, line: lineAt(start) }
  })
}

/** @param {any} program @param {import('oxc-parser').EcmaScriptModule} module */
function shapeOf(program, module) {
  const entries = module.staticExports.flatMap((one) => one.entries)
  const passedOn = entries.filter(({ moduleRequest }) => moduleRequest)
  const ownStatements = program.body.filter(
    (/** @type {any} */ { type, source }) => type !== 'ImportDeclaration' && !(type.startsWith('Export') && source),
  )
  return {
    exportsDefault: entries.some(({ exportName }) => exportName.kind === 'Default'),
    isBarrel:
      passedOn.some(({ importName }) => importName.kind.startsWith('All')) ||
      (passedOn.length > 0 && ownStatements.length === 0),
  }
}

/** @param {string} text @returns {(offset: number) => number} */
function lineFinder(text) {
  const starts = [0]
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) starts.push(index + 1)
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1
}

/** The package a bare specifier belongs to; null for Node's own modules. @param {string} specifier */
export function packageOf(specifier) {
  if (isBuiltin(specifier)) return null
  const [scope = '', name = ''] = specifier.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}
