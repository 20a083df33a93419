import { FileRefusedError } from './problem.ts'

const LINE_BREAK = 0x0a

/**
 * Cuts bytes into lines, each with its line break; the last one may have none. Throws FileRefusedError `too-large`.
 *
 * @param maxBytes of all lines together.
 * @param maxLineBytes of one line.
 */
export async function* byteLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  maxLineBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let parts: Buffer[] = []
  let lineBytes = 0
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge()
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    let start = 0
    for (let end = buffer.indexOf(LINE_BREAK); end >= 0; end = buffer.indexOf(LINE_BREAK, start)) {
      yield Buffer.concat([...parts, buffer.subarray(start, end + 1)])
      parts = []
      lineBytes = 0
      start = end + 1
    }
    parts.push(buffer.subarray(start))
    lineBytes += buffer.length - start
    if (lineBytes > maxLineBytes) throw tooLarge()
  }
  if (lineBytes > 0) yield Buffer.concat(parts)
}

function tooLarge(): FileRefusedError {
  return new FileRefusedError(
    'too-large',
    'The file is larger than anything this program writes. Nothing was taken in.',
  )
}
