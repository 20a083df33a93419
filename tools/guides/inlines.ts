import { posix } from 'node:path'
import type { PhrasingContent } from 'mdast'
import type { Inline } from '../../src/renderer/app/guides/guide-tree.ts'
import type { StateShape } from '../../src/renderer/components/state-shape.ts'
import { lineOf, TextFault } from './markdown.ts'

/** Where a text stands, and the ids of the guides that there are. */
export interface InlineContext {
  /** Relative to the checkout: `docs/guide/offline.md`. */
  readonly file: string
  /** The file from which its links lead: a translation has those of its source. */
  readonly place: string
  readonly guides: ReadonlySet<string>
}

/** `Ctrl+K`, `F1`, `m`, `?`: what is printed on keys. Figures alone are not: they are results and codes. */
const KEY =
  /^(?:(?:(?:Ctrl|Alt|Shift|Cmd)\+)+(?:[A-Za-z0-9/?[\]]|F\d{1,2}|Enter|Tab|Space|[←→↑↓])|[A-Za-z/?[\]←→↑↓]|F\d{1,2}|Esc|Enter|Tab|Space|Backspace|Delete|Home|End)$/

/** Signs that a text can be written with, drawn in the app as they are everywhere. */
const STATES: ReadonlyMap<string, StateShape> = new Map([
  ['●', 'online'],
  ['◐', 'idle'],
  ['○', 'offline'],
  ['▲', 'warning'],
  ['◆', 'critical'],
  ['⧗', 'waiting'],
  ['⇄', 'conflict'],
  ['⛔', 'stuck'],
  ['✓', 'done'],
  ['↩', 'undone'],
  ['⊗', 'expired'],
])

/** Running text as data. */
export function toInlines(nodes: readonly PhrasingContent[], context: InlineContext): readonly Inline[] {
  return joined(nodes.map((node) => toInline(node, context)))
}

function toInline(node: PhrasingContent, context: InlineContext): Inline {
  switch (node.type) {
    case 'text':
      return node.value.replaceAll(/\s*\n\s*/g, ' ')
    case 'inlineCode':
      return toCode(node.value)
    case 'strong':
    case 'emphasis':
      return { is: node.type, of: toInlines(node.children, context) }
    case 'link':
      return toLink(node.url, toInlines(node.children, context), context)
    default:
      throw new TextFault(context.file, lineOf(node), `${node.type} cannot be shown in a guide`)
  }
}

function toCode(text: string): Inline {
  const shape = STATES.get(text)
  if (shape !== undefined) return { is: 'state', shape }
  return { is: KEY.test(text) ? 'key' : 'code', text }
}

function toLink(url: string, of: readonly Inline[], { place, guides }: InlineContext): Inline {
  if (/^[a-z]+:/i.test(url))
    return of.length === 1 && of[0] === url ? { is: 'code', text: url } : { is: 'elsewhere', address: url, of }
  const [path = '', anchor = ''] = url.split('#', 2)
  const target = path === '' ? place : posix.join(posix.dirname(place), path)
  const id = posix.dirname(target) === posix.dirname(place) ? posix.basename(target, '.md') : ''
  if (guides.has(id)) return { is: 'link', topic: anchor === '' ? id : `${id}#${anchor}`, of }
  return { is: 'elsewhere', address: target, of }
}

/** Texts that follow each other are one. */
function joined(parts: readonly Inline[]): readonly Inline[] {
  const all: Inline[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part
    else all.push(part)
  }
  return all
}
