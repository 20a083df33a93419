import { MAX_LINE_CHARACTERS } from './format.ts'

/**
 * Cuts a stream of text into lines at `\n` and nowhere else: other line breaks of Unicode may stand inside a line.
 * What follows the last break is a line too, unless it is empty. A line that is too long for a ledger comes in parts.
 */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let rest = ''
  for await (const chunk of chunks) {
    rest += chunk
    let start = 0
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      yield rest.slice(start, end)
      start = end + 1
    }
    rest = rest.slice(start)
    if (rest.length > MAX_LINE_CHARACTERS) {
      yield rest
      rest = ''
    }
  }
  if (rest !== '') yield rest
}
