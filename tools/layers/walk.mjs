/**
 * Visits every node of a syntax tree that is executed, parents first. Types are left out: they are gone at run time.
 *
 * @param {any} node
 * @param {(node: any, parent: any, key: string) => void} visit
 */
export function walk(node, visit, parent = null, key = '') {
  visit(node, parent, key)
  for (const [name, value] of Object.entries(node)) {
    if (name === 'typeAnnotation' || name === 'typeParameters' || name === 'typeArguments' || name === 'returnType')
      continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === 'string' && !isType(child)) walk(child, visit, node, name)
    }
  }
}

const EXECUTED_TYPESCRIPT = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSModuleDeclaration',
])

/** @param {any} node */
function isType(node) {
  return node.type.startsWith('TS') && !EXECUTED_TYPESCRIPT.has(node.type)
}

/** Visits everything, types too. @param {any} node @param {(node: any) => void} visit */
export function walkAll(node, visit) {
  visit(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === 'string') walkAll(child, visit)
    }
  }
}

/** Whether an identifier is read as a variable, and is not the name of a property. @param {any} parent @param {string} key */
export function isReference(parent, key) {
  if (parent === null) return true
  const isMemberName = parent.type === 'MemberExpression' && key === 'property' && !parent.computed
  const isPropertyName = key === 'key' && !parent.computed && !(parent.type === 'Property' && parent.shorthand)
  const isImported = parent.type.startsWith('Import') || parent.type === 'ExportSpecifier'
  return !isMemberName && !isPropertyName && !isImported && parent.type !== 'LabeledStatement'
}

/** The name of `x.name` and of `x['name']`. @param {any} member */
export function memberName(member) {
  if (!member.computed) return member.property.name ?? null
  return typeof member.property.value === 'string' ? member.property.value : null
}
