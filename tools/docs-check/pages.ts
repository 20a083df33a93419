import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { lineOf, nodesOf, parseMarkdown } from '../guides/markdown.ts'
import { type Command, commandsIn } from './shell-blocks.ts'

/** Texts beside `docs` that are checked too. */
const AT_THE_ROOT = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'SECURITY.md']

export interface Placed<T> {
  readonly line: number
  readonly value: T
}

/** What is to be checked in one text. */
export interface TextPage {
  /** Relative to the root: `docs/guide/offline.md`. */
  readonly file: string
  /** What a link to a heading may end with. */
  readonly anchors: ReadonlySet<string>
  readonly links: readonly Placed<string>[]
  readonly pictures: readonly Placed<string>[]
  /** What stands in backticks. */
  readonly words: readonly Placed<string>[]
  readonly commands: readonly Command[]
  /** Fenced blocks that do not say what they hold. */
  readonly unnamedBlocks: readonly number[]
}

/** Something wrong in a text. */
export interface Fault {
  readonly file: string
  readonly line: number
  readonly reason: string
}

/** README, CONTRIBUTING and so on, and all of docs. */
export function readPages(root: string): readonly TextPage[] {
  const files = [...AT_THE_ROOT.filter((file) => existsSync(join(root, file))), ...markdownBelow(root, 'docs')]
  return files.map((file) => readPage(file, readFileSync(join(root, file), 'utf8')))
}

export function readPage(file: string, text: string): TextPage {
  const nodes = [...nodesOf(parseMarkdown(text))]
  const blocks = nodes.flatMap((node) => (node.type === 'code' ? [node] : []))
  return {
    file,
    anchors: anchorsOf(nodes),
    links: nodes.flatMap((node) => linkOf(node)),
    pictures: nodes.flatMap((node) => pictureOf(node)),
    words: nodes.flatMap((node) => (node.type === 'inlineCode' ? [{ line: lineOf(node), value: node.value }] : [])),
    commands: blocks.flatMap((node) => (node.lang === 'sh' ? commandsIn(file, node.value, lineOf(node) + 1) : [])),
    unnamedBlocks: blocks.flatMap((node) => (node.lang === null || node.lang === undefined ? [lineOf(node)] : [])),
  }
}

function markdownBelow(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.md'))
    .toSorted()
}

/** As GitHub makes them: each heading’s text, numbered where it comes again. */
function anchorsOf(nodes: readonly Nodes[]): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  return new Set(nodes.flatMap((node) => (node.type === 'heading' ? [slugger.slug(textOf(node))] : [])))
}

function linkOf(node: Nodes): readonly Placed<string>[] {
  const line = lineOf(node)
  if (node.type === 'link' || node.type === 'definition') return [{ line, value: node.url }]
  return node.type === 'html' ? attributesOf(node.value, 'href', line) : []
}

function pictureOf(node: Nodes): readonly Placed<string>[] {
  const line = lineOf(node)
  if (node.type === 'image') return [{ line, value: node.url }]
  return node.type === 'html' ? attributesOf(node.value, 'src', line) : []
}

function attributesOf(html: string, name: 'href' | 'src', line: number): readonly Placed<string>[] {
  return [...html.matchAll(new RegExp(`\\b${name}="([^"]*)"`, 'g'))].map(([, value = '']) => ({ line, value }))
}
