import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { idSchema } from '#shared/domain/ids.ts'
import { Refusal } from '../core/refusal.ts'
import { type Role, roleSchema } from '../options.ts'
import { dateOf } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'

const SECRET_FILE = 'token-secret'
const SECRET_BYTES = 32
const ALGORITHM = 'HS256'
const ISSUER = 'outpost-fleet-server'
const MS_PER_SECOND = 1_000

export interface Identity {
  readonly userId: string
  readonly userName: string
  readonly role: Role
  readonly tenant: string
}

/** A verified token. `expiresAt` in milliseconds since the epoch; null: it does not end. */
export interface Principal extends Identity {
  readonly expiresAt: number | null
}

const claimsSchema = z.object({
  sub: idSchema,
  name: z.string().max(200),
  tenant: idSchema,
  role: roleSchema,
  exp: z.number().optional(),
})

/** Issues and verifies the server's own tokens (JWT, HS256), by a secret that stays in the data folder. */
export class Tokens {
  readonly #secret: Uint8Array
  readonly #now: () => number
  /** Tokens issued up to this time count as ended, whatever they say. */
  #revokedUntil = 0

  constructor(secret: Uint8Array, now: () => number) {
    this.#secret = secret
    this.#now = now
  }

  /** @param ttlSeconds null: the token does not end. */
  async issue(identity: Identity, ttlSeconds: number | null): Promise<{ token: string; expiresAt: number | null }> {
    const now = this.#now()
    const expiresAt = ttlSeconds === null ? null : now + ttlSeconds * MS_PER_SECOND
    const jwt = new SignJWT({ name: identity.userName, tenant: identity.tenant, role: identity.role })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setSubject(identity.userId)
      // Milliseconds, so that a revocation does not hit tokens issued in the same second.
      .setIssuedAt(now / MS_PER_SECOND)
    if (expiresAt !== null) jwt.setExpirationTime(expiresAt / MS_PER_SECOND)
    return { token: await jwt.sign(this.#secret), expiresAt }
  }

  /** @throws Refusal `unauthenticated` or `token-expired`. */
  async verify(token: string): Promise<Principal> {
    try {
      const options = { algorithms: [ALGORITHM], issuer: ISSUER, currentDate: dateOf(this.#now()) }
      const { payload } = await jwtVerify(token, this.#secret, options)
      const claims = claimsSchema.parse(payload)
      const { sub: userId, name: userName, tenant, role, exp } = claims
      const expiresAt = exp === undefined ? null : Math.round(exp * MS_PER_SECOND)
      const issuedAt = Math.round((payload.iat ?? 0) * MS_PER_SECOND)
      // The library counts in whole seconds; consoles with short-lived tokens would be let in too long.
      if (issuedAt <= this.#revokedUntil || (expiresAt !== null && expiresAt <= this.#now())) throw expired()
      return { userId, userName, tenant, role, expiresAt }
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (error instanceof errors.JWTExpired) throw expired()
      throw new Refusal('unauthenticated', 'The token is not one of this server: sign in again.')
    }
  }

  /** Ends every token issued up to now. */
  revokeAll(): void {
    this.#revokedUntil = this.#now()
  }
}

export function expired(): Refusal {
  return new Refusal('token-expired', 'The token has ended: sign in again.')
}

/** The secret of a data folder, made at its first use and readable by its owner only. */
export function loadSecret(folder: string, ids: Ids): Uint8Array {
  const file = join(folder, SECRET_FILE)
  try {
    const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
    if (secret.length >= SECRET_BYTES) return secret
    throw new Error(`${file} is damaged: delete it, then every console signs in again`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const secret = ids.secret(SECRET_BYTES)
  writeFileSync(file, `${Buffer.from(secret).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
  return secret
}
