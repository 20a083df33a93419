import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PAGE = 'docs/guide/troubleshooting.md'
/** Less is found anywhere. */
const SHORTEST_PIECE = 6

/** All texts that the product and its tools can say. */
function everythingSaid(): string {
  return ['src', 'tools']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
    .replaceAll("\\'", "'")
    .replaceAll(/\s+/g, ' ')
}

/** What the page quotes, in pieces: `…` stands for what differs. */
function quotedPieces(text: string): string[] {
  return [...text.replaceAll(/\s+/g, ' ').matchAll(/“([^”]+)”/g)].flatMap(([, quoted = '']) =>
    quoted
      .split(/\s*(?:…|\(…\))\s*/)
      .map((piece) => piece.trim())
      .filter((piece) => piece.length >= SHORTEST_PIECE),
  )
}

describe('the page for trouble', () => {
  it('quotes only what the product says', () => {
    const said = everythingSaid()
    const pieces = quotedPieces(readFileSync(PAGE, 'utf8'))
    expect(pieces.length).toBeGreaterThan(60)
    expect(pieces.filter((piece) => !said.includes(piece))).toEqual([])
  })
})
