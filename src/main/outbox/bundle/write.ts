import { createHash } from 'node:crypto'
import {
  type BundledOperation,
  type BundleHeader,
  HEADER_END,
  HEADER_START,
  OPERATIONS_END,
  SIGNATURE_END,
  SIGNATURE_START,
  signedMessage,
} from './format.ts'

/** Signs with the private key of this profile, whose public half is in the header. Returns the 64 bytes of an Ed25519 signature. */
export type Sign = (message: Buffer) => Promise<Buffer>

/** The text of a bundle in parts, as it comes from the disk: a full queue is never in memory as one text. */
export async function* bundleText(
  header: BundleHeader,
  pages: AsyncIterable<readonly BundledOperation[]>,
  sign: Sign,
): AsyncGenerator<string, void, undefined> {
  const hash = createHash('sha512')
  const signed = (text: string): string => {
    hash.update(text)
    return text
  }
  yield signed(`${HEADER_START}${JSON.stringify(header)}${HEADER_END}\n`)
  let written = 0
  for await (const page of pages) {
    const lines = page.map((operation) => {
      written++
      return `${JSON.stringify(operation)}${written < header.count ? ',' : ''}\n`
    })
    yield signed(lines.join(''))
  }
  // A wrong count would be a bundle that no PC takes.
  if (written !== header.count) throw new Error(`${written} operations were written instead of ${header.count}`)
  yield signed(`${OPERATIONS_END}\n`)
  const signature = await sign(signedMessage(hash.digest()))
  yield `${SIGNATURE_START}${signature.toString('base64')}${SIGNATURE_END}\n`
}
