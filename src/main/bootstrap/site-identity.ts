import type { OperationUser } from '#shared/domain/operation.ts'
import type { Welcome } from '#shared/protocol/handshake.ts'
import type { Mutation, Store } from '../database/store.ts'
import type { Ids } from '../platform/ids.ts'

const CLIENT_ID = 'client_id'
const USER_NAME = 'actor'
const USER_ID = 'user_id'
const FIRST_USER_ID = 'first_user_id'
const SITE_ID = 'site_id'
const SITE_NAME = 'site_name'
const SIGNED_OUT = 'signed_out'
/** Shown as the author until the server has told who the token belongs to. */
const UNKNOWN_USER = 'operator'

/** Who this PC is to a site, and who works on it: kept, since both must be known without a network too. */
export class SiteIdentity {
  readonly clientId: string
  #user: OperationUser
  #firstUserId: string | null
  #siteId: string | null
  #siteName: string | null
  #isSignedOut: boolean

  /** @param newClientId used when the store holds none. */
  constructor(meta: Readonly<Record<string, string>>, newClientId: string) {
    this.clientId = meta[CLIENT_ID] ?? newClientId
    this.#user = { id: meta[USER_ID] ?? '', name: meta[USER_NAME] ?? UNKNOWN_USER }
    this.#firstUserId = meta[FIRST_USER_ID] ?? null
    this.#siteId = meta[SITE_ID] ?? null
    this.#siteName = meta[SITE_NAME] ?? null
    this.#isSignedOut = meta[SIGNED_OUT] === 'yes'
  }

  /** Who this PC is by what the store holds. At the first start it gets an id, which is stored before anything else is. */
  static async open(
    meta: Readonly<Record<string, string>>,
    store: Pick<Store, 'commit'>,
    ids: Ids,
  ): Promise<SiteIdentity> {
    const identity = new SiteIdentity(meta, ids.uuid())
    if (meta[CLIENT_ID] !== undefined) return identity
    await store.commit([{ type: 'meta.put', name: CLIENT_ID, value: identity.clientId }])
    return identity
  }

  get user(): OperationUser {
    return this.#user
  }

  /** Whom changes belong to that were made before anybody had signed in: the first who did. Null: nobody yet. */
  get firstUserId(): string | null {
    return this.#firstUserId
  }

  /** The last one who was signed in has signed out: nobody knows whose changes new ones would be. */
  get isSignedOut(): boolean {
    return this.#isSignedOut
  }

  get siteId(): string | null {
    return this.#siteId
  }

  get siteName(): string | null {
    return this.#siteName
  }

  /** The server has said who is signed in, and where. Returns what is to be stored; empty: nothing new. */
  welcome({ user, site }: Welcome): readonly Mutation[] {
    const isKnown =
      user.id === this.#user.id &&
      user.name === this.#user.name &&
      site.id === this.#siteId &&
      site.name === this.#siteName &&
      !this.#isSignedOut
    if (isKnown && this.#firstUserId !== null) return []
    this.#user = { id: user.id, name: user.name }
    this.#siteId = site.id
    this.#siteName = site.name
    this.#firstUserId ??= user.id
    this.#isSignedOut = false
    return [
      { type: 'meta.put', name: CLIENT_ID, value: this.clientId },
      { type: 'meta.put', name: USER_NAME, value: user.name },
      { type: 'meta.put', name: USER_ID, value: user.id },
      { type: 'meta.put', name: FIRST_USER_ID, value: this.#firstUserId },
      { type: 'meta.put', name: SITE_ID, value: site.id },
      { type: 'meta.put', name: SITE_NAME, value: site.name },
      { type: 'meta.put', name: SIGNED_OUT, value: '' },
    ]
  }

  /** Returns what is to be stored. Who it was stays known: what waits is theirs. */
  signOut(): readonly Mutation[] {
    this.#isSignedOut = true
    return [{ type: 'meta.put', name: SIGNED_OUT, value: 'yes' }]
  }
}
