import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

const RENDERER = join(import.meta.dirname, '../../src/renderer')
/** What is read out or shown of an element. */
const READ: ReadonlySet<unknown> = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
])
/** Keys and names of settings are the same in every language. */
const SAME: ReadonlySet<unknown> = new Set(['kbd', 'code'])
const WORD = /\p{L}{2}/u
/** The beginning of an address is no word. */
const SCHEME = /^\w+:\/\/$/

/** A text on the screen that stands in the code, and so has no translation. */
export interface LiteralText {
  /** Within the folder that was searched. */
  readonly file: string
  readonly line: number
  readonly text: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

/** All of them in the components of a folder; the renderer's, if none is given. */
export function literalTexts(folder = RENDERER): readonly LiteralText[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  return files.toSorted().flatMap((file) => literalsIn(file, readFileSync(join(folder, file), 'utf8')))
}

export function literalsIn(file: string, source: string): readonly LiteralText[] {
  const found: LiteralText[] = []
  const note = ({ start }: Node, text: string): void => {
    const line = source.slice(0, start).split('\n').length
    if (WORD.test(text) && !SCHEME.test(text)) found.push({ file, line, text: text.trim() })
  }
  visit(parseSync(file, source).program, note)
  return found
}

function visit(value: unknown, note: (node: Node, text: string) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, note)
  if (!isNode(value)) return
  if (value.type === 'JSXElement' && SAME.has(nameOf(value['openingElement']))) return
  if (value.type === 'JSXText') note(value, String(value['value']))
  if (value.type === 'JSXAttribute' && READ.has(nameOf(value))) noteLiteral(value['value'], note)
  if (value.type === 'JSXElement' || value.type === 'JSXFragment')
    for (const child of value['children'] as unknown[])
      if (isNode(child) && child.type === 'JSXExpressionContainer') noteLiteral(child, note)
  for (const part of Object.values(value)) visit(part, note)
}

/** `"text"` or `{'text'}`. */
function noteLiteral(value: unknown, note: (node: Node, text: string) => void): void {
  if (!isNode(value)) return
  if (value.type === 'JSXExpressionContainer') noteLiteral(value['expression'], note)
  if (value.type === 'Literal' && typeof value['value'] === 'string') note(value, value['value'])
}

function nameOf(value: unknown): unknown {
  const name = isNode(value) ? value['name'] : null
  return isObject(name) ? name['name'] : null
}

function isNode(value: unknown): value is Node {
  return isObject(value) && typeof value['type'] === 'string'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
