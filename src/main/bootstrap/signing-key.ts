import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { parseJsonRecord } from '../config/json-record.ts'
import type { SecretBox } from '../config/secret-box.ts'
import type { Signer } from '../outbox/bundle/export.ts'
import { readSmallFile, setFileAside, writeFileAtomically } from '../platform/file-atomic.ts'
import type { Logger } from '../platform/logger.ts'

const generate = promisify(generateKeyPair)
const MAX_KEY_FILE_BYTES = 16_384

/** `sealed`: by the system's keyring; without one the file's own permissions are all that protects the key. */
const keyFileSchema = z.object({ version: z.literal(1), sealed: z.boolean(), privateKey: z.base64() })

/**
 * The key that this profile signs bundles with, made when the first one is written. Other PCs know the profile by the
 * public half's fingerprint, so the key stays as long as it can be read; one that cannot is set aside, never deleted.
 */
export class SigningKey {
  readonly #file: string
  readonly #box: SecretBox
  readonly #logger: Logger
  readonly #mayReplace: boolean
  #signer: Promise<Signer> | null = null

  /** @param dependencies `mayReplace` false: a key that cannot be read is left where it is, and `signer` rejects. */
  constructor(dependencies: { file: string; box: SecretBox; logger: Logger; mayReplace?: boolean | undefined }) {
    this.#file = dependencies.file
    this.#box = dependencies.box
    this.#logger = dependencies.logger
    this.#mayReplace = dependencies.mayReplace ?? true
  }

  /** Rejects when a new key cannot be stored: it would be another one after a restart. */
  signer(): Promise<Signer> {
    this.#signer ??= this.#open().catch((error: unknown) => {
      this.#signer = null
      throw error
    })
    return this.#signer
  }

  async #open(): Promise<Signer> {
    const text = await readSmallFile(this.#file, MAX_KEY_FILE_BYTES)
    if (text === null) return this.#make()
    try {
      return signerOf(await this.#unsealed(text))
    } catch {
      if (!this.#mayReplace) throw new Error('the signing key of this PC cannot be read here')
      // The cause is left out on purpose: it may repeat a part of the key.
      const name = createHash('sha256').update(text).digest('hex').slice(0, 8)
      const aside = await setFileAside(this.#file, `unreadable-${name}`)
      this.#logger.warn('the signing key cannot be read; bundles have another fingerprint from now on', { aside })
      return this.#make()
    }
  }

  async #make(): Promise<Signer> {
    const { privateKey } = await generate('ed25519')
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    const isSealed = await this.#box.isAvailable()
    const kept = isSealed ? (await this.#box.encrypt(der)).toString('base64') : der
    if (!isSealed) this.#logger.warn('no keyring: only its permissions protect the signing key', { file: this.#file })
    const content = { version: 1, sealed: isSealed, privateKey: kept }
    await writeFileAtomically(this.#file, `${JSON.stringify(content)}\n`)
    return signerOf(privateKey)
  }

  async #unsealed(text: string): Promise<KeyObject> {
    const { sealed, privateKey } = keyFileSchema.parse(Object.fromEntries(parseJsonRecord(text) ?? []))
    const bytes = Buffer.from(privateKey, 'base64')
    const der = sealed ? Buffer.from(await this.#box.decrypt(bytes), 'base64') : bytes
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  }
}

function signerOf(privateKey: KeyObject): Signer {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('it is no Ed25519 key')
  return {
    publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    sign: async (message) => sign(null, message, privateKey),
  }
}
