import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Fields } from '#shared/domain/entities.ts'
import { idSchema, operationKeySchema, timestampSchema } from '#shared/domain/ids.ts'
import { prioritySchema } from '#shared/domain/operation.ts'
import { MAX_BATCH_SIZE } from '../batches.ts'

/**
 * A bundle is one JSON document, written in lines so that it need not be in memory as one text:
 *
 * ```
 * {"bundle":{header},"operations":[
 * {operation},
 * {operation}
 * ],
 * "signature":"…"}
 * ```
 * The signature is Ed25519 over `signedMessage` of all bytes before the last line. docs/bundles.md tells the rest.
 */
export const BUNDLE_FORMAT = 'outpost-queue-bundle'
export const BUNDLE_VERSION = 1

export const HEADER_START = '{"bundle":'
export const HEADER_END = ',"operations":['
export const OPERATIONS_END = '],'
export const SIGNATURE_START = '"signature":"'
export const SIGNATURE_END = '"}'

/** More than a full queue makes. What is larger is no bundle, and is not read into memory. */
export const MAX_BUNDLE_BYTES = 512 * 1_024 * 1_024
/** The server takes no operation of this size. */
export const MAX_LINE_BYTES = 4 * 1_024 * 1_024

const SHORT = 200
const userSchema = z.object({ id: z.string().min(1).max(SHORT), name: z.string().max(SHORT) })

/** A base64 text of exactly so many bytes. */
const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, { error: `must be ${bytes} bytes` })

/** A public Ed25519 key in DER: a fixed prefix of 12 bytes and the key's 32. */
export const PUBLIC_KEY_BYTES = 44
export const SIGNATURE_BYTES = 64

/** Fields that a later program may add are let through: the signature vouches for them as well. */
export const bundleHeaderSchema = z.object({
  format: z.literal(BUNDLE_FORMAT),
  version: z.literal(BUNDLE_VERSION),
  id: z.uuid(),
  site: z.object({ id: idSchema, name: z.string().max(SHORT), tenant: idSchema, server: z.string().max(2_000) }),
  clientId: idSchema,
  /** As people call the PC. */
  computer: z.string().max(SHORT),
  /** Who wrote the file; each operation names its own maker. */
  user: userSchema,
  /** Milliseconds since the epoch, by the clock of the PC that wrote it. */
  exportedAt: timestampSchema,
  /** Version of the program that wrote it. */
  program: z.string().max(SHORT),
  count: z.int().min(1),
  /** Base64 of the DER form. */
  publicKey: base64(PUBLIC_KEY_BYTES),
  fingerprint: z.string().max(SHORT),
})
export type BundleHeader = z.infer<typeof bundleHeaderSchema>

const timeStampSchema = z.object({
  boot: z.string().max(SHORT),
  up: z.number(),
  server: z.number().nullable(),
  wall: z.number(),
})
const fieldsSchema: z.ZodType<Fields> = z.record(z.string().min(1).max(60), z.unknown())

export const bundledOperationSchema = z.strictObject({
  key: operationKeySchema,
  /** As `schemaVersion` says; parsed when it has been brought up to the present one. */
  intent: z.unknown(),
  schemaVersion: z.int().min(1),
  /** `stale`: it asks to be confirmed again, on the other PC too. */
  state: z.enum(['queued', 'stale']),
  priority: prioritySchema,
  baseVersion: z.int().min(0),
  baseFields: fieldsSchema,
  createdAt: timestampSchema,
  waitingSince: timeStampSchema,
  /** Keys of operations that must be applied first. */
  dependsOn: z.array(operationKeySchema).max(100_000),
  batch: z.strictObject({ id: z.uuid(), size: z.int().min(2).max(MAX_BATCH_SIZE) }).nullable(),
  user: z.strictObject(userSchema.shape),
})
export type BundledOperation = z.infer<typeof bundledOperationSchema>

/** What is signed: the digest of the file's bytes, told apart from anything else that a key may ever sign. */
export function signedMessage(sha512: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${BUNDLE_FORMAT}\n${BUNDLE_VERSION}\n`), sha512])
}

/** A public key as people compare it: five groups of four. */
export function fingerprintOf(publicKey: Buffer): string {
  const digest = createHash('sha256').update(publicKey).digest('hex').slice(0, 20)
  return digest.match(/.{4}/g)?.join('-') ?? digest
}
