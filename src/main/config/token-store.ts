import { readSmallFile, writeFileAtomically } from '../platform/file-atomic.ts'
import type { Logger } from '../platform/logger.ts'
import { formatJsonRecord, parseJsonRecord } from './json-record.ts'
import type { SecretBox } from './secret-box.ts'

/** A token belongs to one tenant of one server and is never shown to another. */
export interface SiteAddress {
  readonly serverUrl: string
  readonly tenant: string
}

export interface TokenNotice {
  readonly code: 'token-not-kept' | 'token-unreadable'
  readonly message: string
}

export interface TokenStoreDependencies {
  readonly file: string
  readonly box: SecretBox
  /** The token of the environment, with the site that was configured when the app started: it is for that site only. */
  readonly environment: { readonly token: string; readonly site: SiteAddress } | null
  readonly logger: Logger
}

const MAX_SECRETS_BYTES = 4_194_304

const NOT_KEPT =
  'This PC has no keyring for secrets, so the access token is kept in memory only. It must be entered again after a restart.'
const UNREADABLE =
  'The stored access token cannot be read because this PC’s keyring has changed. Enter the token again; waiting changes are safe.'

/**
 * The access tokens of sites. One that the operator entered comes before the environment's. On disk a token exists
 * encrypted or not at all, and nothing here touches any other part of the profile.
 */
export class TokenStore {
  readonly #dependencies: TokenStoreDependencies
  /** Tokens entered or read since the start, by site. */
  readonly #known = new Map<string, string>()
  readonly #notices = new Map<TokenNotice['code'], string>()
  #lastWrite: Promise<unknown> = Promise.resolve()

  constructor(dependencies: TokenStoreDependencies) {
    this.#dependencies = dependencies
  }

  /** Never rejects: without a readable token the connection asks for one. */
  async token(site: SiteAddress): Promise<string | null> {
    const key = siteKey(site)
    const known = this.#known.get(key) ?? (await this.#readStored(key))
    if (known !== null) {
      this.#known.set(key, known)
      return known
    }
    const { environment } = this.#dependencies
    return environment !== null && siteKey(environment.site) === key ? environment.token : null
  }

  /** In force at once. `isKept` says whether it will be there after a restart. Never rejects for want of a keyring. */
  async set(site: SiteAddress, token: string): Promise<{ readonly isKept: boolean }> {
    const key = siteKey(site)
    this.#known.set(key, token)
    const isKept = await this.#inOrder(() => this.#keep(key, token))
    if (isKept) this.#notices.clear()
    else this.#notices.set('token-not-kept', NOT_KEPT)
    return { isKept }
  }

  async forget(site: SiteAddress): Promise<void> {
    const key = siteKey(site)
    this.#known.delete(key)
    await this.#inOrder(async () => {
      const entries = await this.#readFile()
      if (entries.has(key)) await this.#writeFile(new Map([...entries].filter(([name]) => name !== key)))
    })
  }

  notices(): readonly TokenNotice[] {
    return [...this.#notices].map(([code, message]) => ({ code, message }))
  }

  async #keep(key: string, token: string): Promise<boolean> {
    const { box, logger } = this.#dependencies
    try {
      if (!(await box.isAvailable())) {
        logger.warn('no keyring: the token stays in memory', { keyring: box.describe() })
        return false
      }
      // The site is sealed in with the token: a line copied to another site in the file does not open there.
      const sealed = await box.encrypt(JSON.stringify({ site: key, token }))
      await this.#writeFile(new Map([...(await this.#readFile()), [key, sealed.toString('base64')]]))
      return true
    } catch {
      // The cause is left out on purpose: an error of the keyring may repeat what it was given.
      logger.error('the token could not be stored', { keyring: box.describe() })
      return false
    }
  }

  async #readStored(key: string): Promise<string | null> {
    const { box, logger } = this.#dependencies
    try {
      const sealed = (await this.#readFile()).get(key)
      if (typeof sealed !== 'string') return null
      const opened = parseJsonRecord(await box.decrypt(Buffer.from(sealed, 'base64')))
      const token = opened?.get('token')
      if (opened?.get('site') === key && typeof token === 'string') return token
    } catch {
      // Falls through: a keyring that is gone, locked or another one reads as "enter it again". The file stays.
    }
    logger.error('the stored token cannot be read', { keyring: box.describe() })
    this.#notices.set('token-unreadable', UNREADABLE)
    return null
  }

  async #readFile(): Promise<ReadonlyMap<string, unknown>> {
    const text = await readSmallFile(this.#dependencies.file, MAX_SECRETS_BYTES)
    return (text === null ? null : parseJsonRecord(text)) ?? new Map<string, unknown>()
  }

  async #writeFile(entries: ReadonlyMap<string, unknown>): Promise<void> {
    await writeFileAtomically(this.#dependencies.file, formatJsonRecord(entries))
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#lastWrite.then(work)
    this.#lastWrite = next.catch(() => undefined)
    return next
  }
}

function siteKey(site: SiteAddress): string {
  const serverUrl = URL.canParse(site.serverUrl) ? new URL(site.serverUrl).href : site.serverUrl
  return JSON.stringify([serverUrl, site.tenant])
}
