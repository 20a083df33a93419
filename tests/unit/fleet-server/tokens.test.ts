import { statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSecret, Tokens } from '../../../src/fleet-server/auth/tokens.ts'
import { channelsOf, topicOf } from '../../../src/fleet-server/core/permissions.ts'
import { Refusal } from '../../../src/fleet-server/core/refusal.ts'
import { systemIds } from '../../../src/fleet-server/platform/ids.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'
import { START } from './fixture.ts'

const identity = { userId: 'operator-1', userName: 'Operator', role: 'operator', tenant: 'main' } as const

let folder: TemporaryFolder
let now = START
let tokens: Tokens
beforeEach(() => {
  folder = temporaryFolder()
  now = START
  tokens = new Tokens(loadSecret(folder.path, systemIds), () => now)
})
afterEach(() => folder.remove())

async function codeOf(token: string): Promise<string> {
  try {
    await tokens.verify(token)
  } catch (error) {
    if (error instanceof Refusal) return error.detail.code
    throw error
  }
  return 'valid'
}

describe('tokens', () => {
  it('carry who the user is, and end on the millisecond', async () => {
    const { token, expiresAt } = await tokens.issue(identity, 1.5)
    expect([await tokens.verify(token), expiresAt]).toEqual([{ ...identity, expiresAt: START + 1_500 }, START + 1_500])
    now += 1_499
    expect(await codeOf(token)).toBe('valid')
    now += 1
    expect(await codeOf(token)).toBe('token-expired')
  })

  it('of another server are refused', async () => {
    const other = new Tokens(systemIds.secret(32), () => now)
    expect(await codeOf((await other.issue(identity, null)).token)).toBe('unauthenticated')
    expect(await codeOf('')).toBe('unauthenticated')
  })

  it('can all be ended at once, and issued again', async () => {
    const { token } = await tokens.issue(identity, null)
    now += 10
    tokens.revokeAll()
    expect(await codeOf(token)).toBe('token-expired')
    now += 1
    expect(await codeOf((await tokens.issue(identity, null)).token)).toBe('valid')
  })

  it('stay valid over restarts, by a secret only its owner can read', async () => {
    const { token } = await tokens.issue(identity, null)
    tokens = new Tokens(loadSecret(folder.path, systemIds), () => now)
    expect(await codeOf(token)).toBe('valid')
    expect(statSync(folder.file('token-secret')).mode & 0o777).toBe(0o600)
    writeFileSync(folder.file('token-secret'), 'short')
    expect(() => loadSecret(folder.path, systemIds)).toThrow(/damaged/)
  })
})

describe('channels', () => {
  it('are open by role and tenant', () => {
    expect(channelsOf('main', 'viewer')).toHaveLength(6)
    expect(channelsOf('main', 'admin')).toContain('main/audit')
    expect(topicOf('main/alerts', 'main', 'viewer')).toBe('alerts')
    expect(topicOf('main/audit', 'main', 'admin')).toBeNull()
    for (const channel of [
      'other/alerts',
      'main/audit',
      'main/none',
      'main',
      '/alerts',
      'main/alerts/x',
      '__proto__/x',
    ]) {
      expect(() => topicOf(channel, 'main', 'operator')).toThrow(Refusal)
    }
  })
})
