/** One command of a fenced block that is marked `sh`. */
export interface Command {
  readonly file: string
  readonly line: number
  /** As it stands there, its lines joined, without what is only said about it. */
  readonly text: string
}

/** The commands of a block, one a line; a line that ends in a backslash goes on in the next. */
export function commandsIn(file: string, block: string, firstLine: number): readonly Command[] {
  const commands: Command[] = []
  let begun: { line: number; text: string } | null = null
  for (const [index, whole] of block.split('\n').entries()) {
    const text = withoutComment(whole).trim()
    const joined: string = begun === null ? text : `${begun.text} ${text}`
    const line: number = begun?.line ?? firstLine + index
    begun = text.endsWith('\\') ? { line, text: joined.slice(0, -1).trimEnd() } : null
    if (begun === null && joined !== '') commands.push({ file, line, text: joined })
  }
  if (begun !== null) commands.push({ file, ...begun })
  // Each by itself: what is run is told apart.
  return commands.flatMap(({ text, ...place }) => text.split(' && ').map((one) => ({ ...place, text: one.trim() })))
}

/** What follows a `#` that stands alone and in no quotes. */
function withoutComment(line: string): string {
  let quote: string | null = null
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at)
    if (sign === '\\') at += 1
    else if (quote !== null) quote = sign === quote ? null : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '#' && (at === 0 || /\s/.test(line.charAt(at - 1)))) return line.slice(0, at)
  }
  return line
}
