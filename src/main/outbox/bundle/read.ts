import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Operation } from '#shared/domain/operation.ts'
import { afterThisTurn } from '../../platform/clock.ts'
import { byteLines } from './byte-lines.ts'
import { checkBaseFields, checkedIntent, refused } from './check-operation.ts'
import {
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  type BundledOperation,
  type BundleHeader,
  bundledOperationSchema,
  bundleHeaderSchema,
  fingerprintOf,
  HEADER_END,
  HEADER_START,
  MAX_BUNDLE_BYTES,
  MAX_LINE_BYTES,
  OPERATIONS_END,
  SIGNATURE_BYTES,
  SIGNATURE_END,
  SIGNATURE_START,
  signedMessage,
} from './format.ts'
import { FileRefusedError } from './problem.ts'

export type CheckedOperation = Omit<BundledOperation, 'intent'> & { readonly intent: Operation['intent'] }

/** A bundle whose signature and content are checked. Whether it is for this site is not said here. */
export interface Bundle {
  readonly header: BundleHeader
  /** In the order they were made. */
  readonly operations: readonly CheckedOperation[]
}

/** Operations are parsed so many at a time: windows and connection must not wait for a large file. */
const PAGE = 200

/**
 * Reads a bundle and checks everything about it that needs no knowledge of this PC: form, signature, every operation.
 * Throws FileRefusedError, with the first thing that is wrong.
 */
export async function readBundle(chunks: AsyncIterable<Uint8Array>): Promise<Bundle> {
  const { lines, digest, last } = await collect(chunks)
  const header = headerOf(lines[0])
  const publicKey = Buffer.from(header.publicKey, 'base64')
  if (!isSigned(digest, last, publicKey)) throw damaged()
  if (fingerprintOf(publicKey) !== header.fingerprint) throw damaged()
  if (lines.length !== header.count + 2 || lines.at(-1) !== OPERATIONS_END) throw damaged()
  const operations: CheckedOperation[] = []
  for (let start = 1; start <= header.count; start += PAGE) {
    const page = lines.slice(start, Math.min(start + PAGE, header.count + 1))
    operations.push(...page.map((line, index) => checkedOperation(line, start + index, header.count)))
    await new Promise<void>((resolve) => afterThisTurn(() => resolve()))
  }
  checkTogether(operations)
  return { header, operations }
}

/** All lines but the last, the digest of their bytes, and the last one. */
async function collect(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ lines: string[]; digest: Buffer; last: string | null }> {
  const hash = createHash('sha512')
  const lines: string[] = []
  let last: Buffer | null = null
  for await (const line of byteLines(chunks, MAX_BUNDLE_BYTES, MAX_LINE_BYTES)) {
    if (last !== null) {
      hash.update(last)
      lines.push(textOf(last).slice(0, -1))
    } else if (!line.toString('latin1').startsWith(HEADER_START)) throw stranger()
    last = line
  }
  return { lines, digest: hash.digest(), last: last === null ? null : textOf(last) }
}

function headerOf(line: string | undefined): BundleHeader {
  if (line === undefined || !line.startsWith(HEADER_START) || !line.endsWith(HEADER_END)) throw stranger()
  const value = parsed(line.slice(HEADER_START.length, -HEADER_END.length))
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown }
  if (format !== BUNDLE_FORMAT) throw stranger()
  if (typeof version === 'number' && version > BUNDLE_VERSION) {
    throw new FileRefusedError(
      'newer-version',
      'A newer version of the program wrote this bundle: update this one, then take it in.',
    )
  }
  const header = bundleHeaderSchema.safeParse(value)
  if (!header.success) throw damaged()
  return header.data
}

function isSigned(digest: Buffer, last: string | null, publicKey: Buffer): boolean {
  if (last === null || !last.startsWith(SIGNATURE_START) || !last.endsWith(`${SIGNATURE_END}\n`)) return false
  const text = last.slice(SIGNATURE_START.length, -SIGNATURE_END.length - 1)
  const signature = Buffer.from(text, 'base64')
  // Base64 has several spellings of the same bytes; only the one that was written counts.
  if (signature.length !== SIGNATURE_BYTES || signature.toString('base64') !== text) return false
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, signedMessage(digest), key, signature)
  } catch {
    return false
  }
}

function checkedOperation(line: string, number: number, count: number): CheckedOperation {
  const where = `change ${number} of the file`
  const isLast = number === count
  if (!isLast && !line.endsWith(',')) throw damaged()
  const operation = bundledOperationSchema.safeParse(parsed(isLast ? line : line.slice(0, -1)))
  if (!operation.success) throw refused(where, 'it is not written as a change is.')
  const { intent: stored, schemaVersion, baseFields } = operation.data
  const intent = checkedIntent(stored, schemaVersion, where)
  checkBaseFields(intent, baseFields, where)
  return { ...operation.data, intent }
}

/** Keys are used once, batches are whole, and nothing waits for what comes later. */
function checkTogether(operations: readonly CheckedOperation[]): void {
  const all = new Set(operations.map((operation) => operation.key))
  if (all.size < operations.length) throw refused('two changes of the file', 'they have the same key.')
  const before = new Set<string>()
  const batches = new Map<string, { readonly size: number; found: number }>()
  for (const { key, dependsOn, batch } of operations) {
    before.add(key)
    const later = dependsOn.find((other) => other === key || (all.has(other) && !before.has(other)))
    if (later !== undefined) throw refused(`the change ${key}`, 'it builds on one that was made later.')
    if (batch === null) continue
    const known = batches.get(batch.id) ?? { size: batch.size, found: 0 }
    batches.set(batch.id, { size: known.size, found: known.found + (known.size === batch.size ? 1 : Number.NaN) })
  }
  const partial = [...batches].find(([, { size, found }]) => size !== found)
  if (partial !== undefined) throw refused(`the batch ${partial[0]}`, 'not all of its changes are in the file.')
}

function textOf(line: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line)
  } catch {
    throw damaged()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function stranger(): FileRefusedError {
  return new FileRefusedError('wrong-format', 'This is no bundle of waiting changes.')
}

function damaged(): FileRefusedError {
  return new FileRefusedError(
    'damaged',
    'The bundle was changed or is cut off: its signature does not fit its content. Nothing was taken in; copy it again.',
  )
}
