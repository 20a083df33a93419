import { type Handshake, handshakeSchema } from '#shared/protocol/handshake.ts'
import { negotiateProtocol } from '#shared/protocol/version.ts'
import type { Principal, Tokens } from '../auth/tokens.ts'
import { Refusal } from '../core/refusal.ts'
import type { Switches } from '../switches.ts'

/** A console that was let in. */
export interface Admitted {
  readonly handshake: Handshake
  readonly principal: Principal
  readonly protocol: number
}

/**
 * Checks a handshake: shape, versions, token, tenant, in this order.
 *
 * @throws Refusal with the reason.
 */
export async function admit(auth: unknown, tenant: string, tokens: Tokens, switches: Switches): Promise<Admitted> {
  switches.check('handshake')
  const parsed = handshakeSchema.safeParse(auth)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Refusal(
      'malformed',
      `The handshake is not valid: ${issue?.path.map(String).join('.')} ${issue?.message}`.slice(0, 500),
    )
  }
  const handshake = parsed.data
  const { protocol: offered } = handshake
  const { protocol: spoken } = switches
  const protocol = negotiateProtocol(offered, spoken)
  if (protocol === null) {
    throw offered.max < spoken.min
      ? new Refusal('protocol-too-old', `This server speaks version ${spoken.min} or newer: update the console.`)
      : new Refusal('protocol-too-new', `This server speaks version ${spoken.max} at most: update the server.`)
  }
  const principal = await tokens.verify(handshake.token)
  assertTenant(principal, tenant)
  if (handshake.tenant !== tenant)
    throw new Refusal('tenant-forbidden', `This server has no tenant ${handshake.tenant}.`)
  return { handshake, principal, protocol }
}

/** @throws Refusal `tenant-forbidden` for a token of another tenant. */
export function assertTenant(principal: Principal, tenant: string): void {
  if (principal.tenant !== tenant) throw new Refusal('tenant-forbidden', 'The token belongs to another tenant.')
}
