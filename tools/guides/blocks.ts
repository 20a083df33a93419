import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import type { AlignType, BlockContent, Blockquote, DefinitionContent, Heading, List, RootContent, Table } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Align, Block, GuideHeading, NoteTone } from '../../src/renderer/app/guides/guide-tree.ts'
import { type InlineContext, toInlines } from './inlines.ts'
import { lineOf, TextFault } from './markdown.ts'

export interface BlockContext extends InlineContext {
  readonly root: string
  readonly slugger: GithubSlugger
}

const PICTURES = 'docs/pictures'
const ALIGN: Readonly<Record<NonNullable<AlignType>, Align>> = { left: 'start', center: 'center', right: 'end' }
/** `> **Caution:** …` */
const CAUTION = /^(?:Caution|Warning)\b/

export function newSlugger(): GithubSlugger {
  return new GithubSlugger()
}

export function toBlocks(
  nodes: readonly (RootContent | BlockContent | DefinitionContent)[],
  context: BlockContext,
): readonly Block[] {
  return nodes.filter((node) => !isRemark(node)).map((node) => toBlock(node, context))
}

/** `<!-- … -->`: for those who write the guide. */
export function isRemark(node: RootContent | BlockContent | DefinitionContent): boolean {
  return node.type === 'html' && node.value.startsWith('<!--') && node.value.trimEnd().endsWith('-->')
}

/** One part of a guide as data. What it has no form for is a fault: nothing is left out silently. */
function toBlock(node: RootContent, context: BlockContext): Block {
  switch (node.type) {
    case 'heading':
      return { is: 'heading', ...headingOf(node, context), of: toInlines(node.children, context) }
    case 'paragraph': {
      const [first] = node.children
      if (first?.type === 'image' && node.children.length === 1) return toPicture(first.url, first.alt, node, context)
      return { is: 'text', of: toInlines(node.children, context) }
    }
    case 'list':
      return toList(node, context)
    case 'code':
      return { is: 'code', text: node.value }
    case 'table':
      return toTable(node, context)
    case 'blockquote':
      return toNote(node, context)
    default:
      throw new TextFault(context.file, lineOf(node), `${node.type} cannot be shown in a guide`)
  }
}

function headingOf(node: Heading, { slugger, file }: BlockContext): Pick<GuideHeading, 'id' | 'level'> {
  const level = node.depth
  if (level !== 2 && level !== 3 && level !== 4) {
    throw new TextFault(file, lineOf(node), 'a guide has one title, and headings of three levels below it')
  }
  return { level, id: slugger.slug(textOf(node)) }
}

function toList(node: List, context: BlockContext): Block {
  const start = node.ordered === true ? (node.start ?? 1) : null
  return { is: 'list', start, items: node.children.map(({ children }) => toBlocks(children, context)) }
}

function toTable({ align, children }: Table, context: BlockContext): Block {
  const [head = [], ...rows] = children.map((row) => row.children.map((cell) => toInlines(cell.children, context)))
  return { is: 'table', align: (align ?? []).map((one) => ALIGN[one ?? 'left']), head, rows }
}

function toNote(node: Blockquote, context: BlockContext): Block {
  const tone: NoteTone = CAUTION.test(textOf(node)) ? 'caution' : 'note'
  return { is: 'note', tone, of: toBlocks(node.children, context) }
}

function toPicture(url: string, alt: string | null | undefined, node: RootContent, context: BlockContext): Block {
  const path = posix.join(posix.dirname(context.file), url)
  const fault = (reason: string): TextFault => new TextFault(context.file, lineOf(node), reason)
  if (posix.dirname(path) !== PICTURES || !path.endsWith('.png')) {
    throw fault(`${url} is no picture of ${PICTURES}`)
  }
  if (!alt) throw fault('a picture says in words what is on it')
  const size = sizeOf(join(context.root, path))
  if (size === null) throw fault(`there is no picture ${path}`)
  return { is: 'picture', file: posix.basename(path), alt, ...size }
}

/** In the head of every PNG: its width and height, as two words of 32 bits. */
function sizeOf(path: string): { readonly width: number; readonly height: number } | null {
  try {
    const head = readFileSync(path).subarray(16, 24)
    return { width: head.readUInt32BE(0), height: head.readUInt32BE(4) }
  } catch {
    return null
  }
}
