import { verify } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SigningKey } from '../../../src/main/bootstrap/signing-key.ts'
import type { SecretBox } from '../../../src/main/config/secret-box.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

/** Turns the text round, and opens only what it closed itself. */
class TurningBox implements SecretBox {
  isThere = true
  name = 'first'
  isAvailable = async (): Promise<boolean> => this.isThere
  describe = (): string => this.name
  encrypt = async (text: string): Promise<Buffer> => Buffer.from(this.name + text.split('').reverse().join(''))
  async decrypt(encrypted: Buffer): Promise<string> {
    const text = encrypted.toString()
    if (!text.startsWith(this.name)) throw new Error('another keyring')
    return text.slice(this.name.length).split('').reverse().join('')
  }
}

let folder = temporaryFolder()
let file: string
let box: TurningBox

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder.path, 'signing-key.json')
  box = new TurningBox()
})
afterEach(() => folder.remove())

const open = (): SigningKey => new SigningKey({ file, box, logger: silentLogger })
const publicKeyOf = async (key: SigningKey): Promise<string> => (await key.signer()).publicKey.toString('hex')

describe('the signing key of a profile', () => {
  it('is made on first use, and the same after a restart', async () => {
    const first = await publicKeyOf(open())
    expect(await publicKeyOf(open())).toBe(first)
    expect(Buffer.from(first, 'hex')).toHaveLength(44)
  })

  it('is one also when two ask for it at once', async () => {
    const key = open()
    const [one, two] = await Promise.all([publicKeyOf(key), publicKeyOf(key)])
    expect(one).toBe(two)
    expect(await publicKeyOf(open())).toBe(one)
  })

  it('signs what its public half verifies', async () => {
    const { publicKey, sign } = await open().signer()
    const message = Buffer.from('a message')
    const key = { key: publicKey, format: 'der', type: 'spki' } as const
    expect(verify(null, message, key, await sign(message))).toBe(true)
    expect(verify(null, Buffer.from('another'), key, await sign(message))).toBe(false)
  })

  it('is sealed by the keyring, and readable by its user alone', async () => {
    await publicKeyOf(open())
    const { sealed, privateKey } = JSON.parse(await readFile(file, 'utf8')) as { sealed: boolean; privateKey: string }
    expect(sealed).toBe(true)
    expect(Buffer.from(privateKey, 'base64').toString()).toMatch(/^first/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('is kept by its permissions alone where there is no keyring', async () => {
    box.isThere = false
    const first = await publicKeyOf(open())
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await publicKeyOf(open())).toBe(first)
  })

  it.each([
    [
      'another keyring',
      async () => {
        box.name = 'second'
      },
    ],
    ['a damaged file', () => writeFile(file, '{"version":1,')],
    ['another kind of key', () => writeFile(file, JSON.stringify({ version: 1, sealed: false, privateKey: 'AAAA' }))],
  ])('that cannot be read (%s) is set aside and made anew', async (_name, damage) => {
    const first = await publicKeyOf(open())
    await damage()
    const second = await publicKeyOf(open())
    expect(second).not.toBe(first)
    expect(await publicKeyOf(open())).toBe(second)
    expect((await readdir(folder.path)).filter((name) => name.includes('unreadable'))).toHaveLength(1)
  })

  it('is not used when it cannot be kept', async () => {
    const key = new SigningKey({ file: join(folder.path, 'missing', 'key.json'), box, logger: silentLogger })
    await expect(key.signer()).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('stays where it is for those who may not make another', async () => {
    await publicKeyOf(open())
    const before = await readFile(file, 'utf8')
    box.name = 'second'
    const guest = new SigningKey({ file, box, logger: silentLogger, mayReplace: false })
    await expect(guest.signer()).rejects.toThrow('cannot be read here')
    expect(await readFile(file, 'utf8')).toBe(before)
    expect(await readdir(folder.path)).toEqual(['signing-key.json'])
  })
})
