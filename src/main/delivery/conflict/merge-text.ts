import { diff3Merge } from 'node-diff3'
import type { PartClash } from '#shared/domain/conflict.ts'
import { type Favour, type Merger, mergeWhole, partClash } from './merging.ts'

/** One text, or a stretch of it, in pieces: lines, or words with the white space before them. */
interface Pieces {
  readonly base: readonly string[]
  readonly mine: readonly string[]
  readonly theirs: readonly string[]
}
interface MergedPieces {
  readonly pieces: readonly string[]
  readonly clashes: readonly PartClash[]
}

/**
 * Pairs of equal pieces that the comparison may have to look at. Prose has some hundreds; 2,000 characters of one word
 * over and over have a million, which would hold up the main process for a second.
 */
const MAX_EQUAL_PAIRS = 20_000

/**
 * Merges free text: by lines, and by words within the lines that both sides changed. Edits that overlap or touch
 * clash; between two edits that merge stands at least one word that nobody changed. The comparison is node-diff3's:
 * Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007).
 *
 * Two additions at one place clash too, since their order may matter; `both` keeps them, theirs first.
 */
export const mergeText: Merger = (sides, favour) => {
  const { base, mine, theirs } = sides
  if (typeof base !== 'string' || typeof mine !== 'string' || typeof theirs !== 'string') {
    return mergeWhole(sides, favour)
  }
  const lines = { base: linesOf(base), mine: linesOf(mine), theirs: linesOf(theirs) }
  const { pieces, clashes } = mergePieces(lines, (block) => mergeBlock(block, favour))
  return { value: pieces.join('\n'), clashes }
}

function mergePieces(sides: Pieces, settle: (passage: Pieces) => MergedPieces): MergedPieces {
  const { base, mine, theirs } = sides
  if (equalPairs(base, mine) + equalPairs(base, theirs) > MAX_EQUAL_PAIRS) return settle(sides)
  const merged = diff3Merge([...mine], [...base], [...theirs]).map(({ ok, conflict }): MergedPieces => {
    if (conflict === undefined) return { pieces: ok ?? [], clashes: [] }
    return settle({ base: conflict.o, mine: conflict.a, theirs: conflict.b })
  })
  return { pieces: merged.flatMap(({ pieces }) => pieces), clashes: merged.flatMap(({ clashes }) => clashes) }
}

/** Lines that both sides changed. */
function mergeBlock(lines: Pieces, favour: Favour): MergedPieces {
  if (favour === 'both' && lines.base.length === 0) {
    return { pieces: [...lines.theirs, ...lines.mine], clashes: [] }
  }
  const passage = { base: lines.base.join('\n'), mine: lines.mine.join('\n'), theirs: lines.theirs.join('\n') }
  const words = { base: wordsOf(passage.base), mine: wordsOf(passage.mine), theirs: wordsOf(passage.theirs) }
  const { pieces, clashes } = mergePieces(words, (overlap) =>
    favour === 'mine' || favour === 'theirs'
      ? { pieces: overlap[favour], clashes: [] }
      : { pieces: [], clashes: [partClash('passage', passage)] },
  )
  if (clashes.length === 0) return { pieces: linesOf(pieces.join('')), clashes }
  // Half of each would be a sentence that nobody wrote: the lines of both sides stand as they are.
  return { pieces: [...lines.theirs, ...lines.mine], clashes: clashes.slice(0, 1) }
}

function equalPairs(base: readonly string[], side: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const piece of base) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  return side.reduce((sum, piece) => sum + (counts.get(piece) ?? 0), 0)
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}

function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+/g) ?? []
}
