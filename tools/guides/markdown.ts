import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/** Something in a text that cannot be, with its place. */
export class TextFault extends Error {
  readonly file: string
  readonly line: number
  readonly reason: string

  constructor(file: string, line: number, reason: string) {
    super(`${file}:${line}: ${reason}`)
    this.name = 'TextFault'
    this.file = file
    this.line = line
    this.reason = reason
  }
}

const PARSER = unified().use(remarkParse).use(remarkGfm)

export function parseMarkdown(text: string): Root {
  return PARSER.parse(text)
}

export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1
}

/** Every node of a tree, from the top down. */
export function* nodesOf(node: Nodes): Generator<Nodes> {
  yield node
  if ('children' in node) for (const child of node.children) yield* nodesOf(child)
}
