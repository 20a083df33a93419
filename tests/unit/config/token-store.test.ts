import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SecretBox } from '../../../src/main/config/secret-box.ts'
import { TokenStore } from '../../../src/main/config/token-store.ts'
import type { LogData, Logger } from '../../../src/main/platform/logger.ts'

const NORTH = { serverUrl: 'https://north.example.org', tenant: 'main' }
const SOUTH = { serverUrl: 'https://south.example.org', tenant: 'main' }

/** Writes the text in hexadecimal, and opens only what the same keyring closed. */
class FakeSecretBox implements SecretBox {
  isThere = true
  keyring = 'first'
  async isAvailable(): Promise<boolean> {
    return this.isThere
  }
  describe(): string {
    return 'fake'
  }
  async encrypt(text: string): Promise<Buffer> {
    return Buffer.from(`${this.keyring}:${Buffer.from(text).toString('hex')}`)
  }
  async decrypt(encrypted: Buffer): Promise<string> {
    const [keyring, text = ''] = encrypted.toString().split(':')
    if (keyring !== this.keyring) throw new Error('wrong key')
    return Buffer.from(text, 'hex').toString()
  }
}

let folder: string
let file: string
let box: FakeSecretBox
let logged: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outpost-secrets-'))
  file = join(folder, 'secrets.json')
  box = new FakeSecretBox()
  logged = ''
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function note(message: string, data?: LogData): void {
  logged += message + JSON.stringify(data)
}
const logger: Logger = { error: note, warn: note, info: note, debug: note, child: () => logger }

function open(environment: { token: string; site: typeof NORTH } | null = null): TokenStore {
  return new TokenStore({ file, box, environment, logger })
}

describe('TokenStore', () => {
  it('keeps a token over a restart, encrypted', async () => {
    expect(await open().set(NORTH, 'secret-north')).toEqual({ isKept: true })
    expect(await readFile(file, 'utf8')).not.toContain('secret-north')
    expect(await open().token(NORTH)).toBe('secret-north')
  })

  it('never gives one site the token of another', async () => {
    const store = open({ token: 'from-environment', site: NORTH })
    await store.set(NORTH, 'secret-north')
    expect(await store.token(SOUTH)).toBeNull()
    expect(await store.token({ ...NORTH, tenant: 'other' })).toBeNull()
    expect(await store.token({ ...NORTH, serverUrl: 'https://north.example.org/' })).toBe('secret-north')
  })

  it('prefers the entered token to the one of the environment', async () => {
    const environment = { token: 'from-environment', site: NORTH }
    expect(await open(environment).token(NORTH)).toBe('from-environment')
    await open(environment).set(NORTH, 'entered')
    expect(await open(environment).token(NORTH)).toBe('entered')
  })

  it('keeps the token in memory only when there is no keyring, and says so', async () => {
    box.isThere = false
    const store = open()
    expect(await store.set(NORTH, 'secret-north')).toEqual({ isKept: false })
    expect(await store.token(NORTH)).toBe('secret-north')
    expect(store.notices()).toMatchObject([{ code: 'token-not-kept' }])
    await expect(readFile(file)).rejects.toThrow('ENOENT')
    expect(await open().token(NORTH)).toBeNull()
  })

  it('asks again after the keyring was lost, and leaves the file as it is', async () => {
    await open().set(NORTH, 'secret-north')
    const before = await readFile(file, 'utf8')
    box.keyring = 'second'
    const store = open()
    expect(await store.token(NORTH)).toBeNull()
    expect(store.notices()).toMatchObject([{ code: 'token-unreadable' }])
    expect(await readFile(file, 'utf8')).toBe(before)
    box.keyring = 'first'
    expect(await open().token(NORTH)).toBe('secret-north')
  })

  it('does not open a token that was copied to another site in the file', async () => {
    await open().set(NORTH, 'secret-north')
    const entries = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>
    const sealed = Object.values(entries)[0]
    await writeFile(file, JSON.stringify({ [JSON.stringify(['https://south.example.org/', 'main'])]: sealed }))
    expect(await open().token(SOUTH)).toBeNull()
  })

  it('forgets one token and keeps the others', async () => {
    const store = open()
    await Promise.all([store.set(NORTH, 'secret-north'), store.set(SOUTH, 'secret-south')])
    await store.forget(NORTH)
    expect(await open().token(NORTH)).toBeNull()
    expect(await open().token(SOUTH)).toBe('secret-south')
  })

  it('works with a damaged secrets file', async () => {
    await writeFile(file, '{"half')
    const store = open()
    expect(await store.token(NORTH)).toBeNull()
    expect(await store.set(NORTH, 'secret-north')).toEqual({ isKept: true })
  })

  it('never logs a token', async () => {
    box.isThere = false
    await open().set(NORTH, 'secret-north')
    box.isThere = true
    box.encrypt = () => Promise.reject(new Error('could not encrypt secret-north'))
    await open().set(NORTH, 'secret-north')
    expect(logged).not.toBe('')
    expect(logged).not.toContain('secret-north')
  })
})
