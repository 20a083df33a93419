import type { ErrorReport } from './report.ts'

/**
 * Whether a report is not wanted. A pattern is a part of the error's name and message, or of what it was told as; `*` in it
 * stands for anything. Compared piece by piece, so that no pattern takes long.
 * @param patterns in lower case
 */
export function isIgnored(patterns: readonly string[], { facts, message }: ErrorReport): boolean {
  if (patterns.length === 0) return false
  const texts = [message, ...(facts === null ? [] : [`${facts.name}: ${facts.message}`])].map((text) =>
    text.toLowerCase(),
  )
  return patterns.some((pattern) => texts.some((text) => holds(text, pattern)))
}

function holds(text: string, pattern: string): boolean {
  let from = 0
  for (const piece of pattern.split('*')) {
    const found = text.indexOf(piece, from)
    if (found === -1) return false
    from = found + piece.length
  }
  return true
}
