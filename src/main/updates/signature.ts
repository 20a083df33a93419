import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { UpdateError } from './problem.ts'

/** The beginning of what a DER file of an Ed25519 public key holds (RFC 8410); the 32 bytes of the key follow. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')
const KEY_PREFIX = 'ed25519:'

/** What stands in the file beside the manifest. Several keys may have signed: so that one can be replaced by another. */
const signatureFileSchema = z.object({
  version: z.literal(1),
  signatures: z.array(z.object({ key: z.string(), signature: z.string() })).max(20),
})
export type SignatureFile = z.infer<typeof signatureFileSchema>

/**
 * What is signed: the name of the manifest too, so that the one of another kind of PC is not taken for it, and a word for what it
 * is, so that nothing else that was signed with the key is either.
 */
export function signedBytes(name: string, manifest: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`outpost-update-feed 1\n${name}\n`), manifest])
}

/** @param text as in the settings. */
export function publicKeyOf(text: string): KeyObject {
  const raw = Buffer.from(text.slice(KEY_PREFIX.length), 'base64')
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' })
}

/** The public half of a key, as it is written into settings and policies. */
export function keyText(key: KeyObject): string {
  const der = key.export({ format: 'der', type: 'spki' })
  return KEY_PREFIX + der.subarray(SPKI_HEAD.length).toString('base64')
}

/**
 * @param signature the text of the file beside the manifest; null: there is none
 * @param keys that may sign
 * @throws UpdateError `no-keys`, `unsigned`, `wrong-key` or `broken`
 */
export function assertSigned(
  name: string,
  manifest: Uint8Array,
  signature: string | null,
  keys: readonly string[],
): void {
  if (keys.length === 0) throw new UpdateError('no-keys', 'No key is set that updates must be signed with.')
  if (signature === null) throw new UpdateError('unsigned', `There is no signature ${name}.sig beside ${name}.`)
  const { signatures } = parsed(name, signature)
  if (signatures.length === 0) throw new UpdateError('unsigned', `${name}.sig holds no signature.`)
  const known = signatures.filter(({ key }) => keys.includes(key))
  if (known.length === 0)
    throw new UpdateError('wrong-key', `${name} is signed with a key that is not among those set.`)
  const bytes = signedBytes(name, manifest)
  const isGood = known.some((one) => verify(null, bytes, publicKeyOf(one.key), Buffer.from(one.signature, 'base64')))
  if (!isGood) throw new UpdateError('wrong-key', `${name} is not what was signed: it was changed, or is only a part.`)
}

function parsed(name: string, text: string): SignatureFile {
  try {
    return signatureFileSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new UpdateError('broken', `${name}.sig cannot be read.`, { cause: error })
  }
}
