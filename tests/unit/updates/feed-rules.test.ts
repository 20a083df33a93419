import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settingsSchema } from '#shared/domain/settings.ts'
import { updateHours, updateKeysOf } from '#shared/domain/update-settings.ts'
import { checkManifest } from '../../../src/main/updates/manifest.ts'
import { assertSigned } from '../../../src/main/updates/signature.ts'
import { isWithinShare } from '../../../src/main/updates/staging.ts'
import { makeKey, publicKeyOfFile, signFeed } from '../../../tools/release/sign-feed.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'
import { MANIFEST_NAME, updateFeed } from '../../support/update-feed.ts'

const SIGN = new URL('../../../tools/release/sign.ts', import.meta.url).pathname

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

describe('the turn of a PC', () => {
  const percent = fc.integer({ min: 0, max: 100 })

  it('once had is not taken back when the share grows', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), percent, percent, (machine, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const has = (stagingPercentage: number): boolean =>
          isWithinShare({ version: '2.0.0', stagingPercentage }, machine)
        expect(!has(less) || has(more)).toBe(true)
        expect([has(0), has(100)]).toEqual([false, true])
      }),
    )
  })

  it('comes to about so many as the share says, and not to the same ones with every version', () => {
    const machines = Array.from({ length: 2_000 }, (_, index) => `desk-${index}`)
    const served = (version: string): string[] =>
      machines.filter((machine) => isWithinShare({ version, stagingPercentage: 10 }, machine))
    expect(Math.abs(served('2.0.0').length - 200)).toBeLessThan(50)
    expect(served('2.0.0')).toEqual(served('2.0.0'))
    expect(served('2.1.0')).not.toEqual(served('2.0.0'))
  })
})

describe('the place of updates', () => {
  it.each(['/srv/updates', '\\\\files\\updates', 'D:\\updates', 'http://10.0.0.5/console', 'https://u.example.org'])(
    'may be %s',
    (updateFeed) => expect(settingsSchema.parse({ updateFeed }).updateFeed).toBe(updateFeed),
  )
  it.each(['updates', 'ftp://u.example.org', 'https://a:b@u.example.org', 'file:///srv', 'javascript:1'])(
    'may not be %s',
    (updateFeed) => expect(settingsSchema.safeParse({ updateFeed }).success).toBe(false),
  )

  it('and who may sign, and when, are read from one line each', () => {
    const key = `ed25519:${'A'.repeat(43)}=`
    expect(updateKeysOf(settingsSchema.parse({ updateKeys: `${key}; ${key};` }).updateKeys)).toEqual([key, key])
    expect(settingsSchema.safeParse({ updateKeys: `${key}; half` }).success).toBe(false)
    expect(updateHours('22:00-04:30')).toEqual({ from: '22:00', to: '04:30' })
    expect([updateHours(''), updateHours('02:00-02:00')]).toEqual([null, null])
  })
})

describe('a signature', () => {
  it('of one kind of PC does not count for another, and one of another time not for this manifest', () => {
    const feed = updateFeed(folder.file('feed'))
    feed.offer('2.0.0')
    const [manifest, signature] = [readFileSync(feed.manifest), readFileSync(`${feed.manifest}.sig`, 'utf8')]
    expect(() => assertSigned(MANIFEST_NAME, manifest, signature, [feed.key])).not.toThrow()
    expect(() => assertSigned('latest-mac.yml', manifest, signature, [feed.key])).toThrow(/not what was signed/)
    feed.offer('2.0.1')
    expect(() => assertSigned(MANIFEST_NAME, readFileSync(feed.manifest), signature, [feed.key])).toThrow(/not what/)
    expect(() => assertSigned(MANIFEST_NAME, manifest, '{"version":1', [feed.key])).toThrow(/cannot be read/)
  })

  it('of an old key and of a new one stand side by side while keys change', () => {
    const feed = updateFeed(folder.file('feed'))
    feed.offer('2.0.0')
    const newFile = folder.file('new.key')
    const newKey = makeKey(newFile)
    signFeed(feed.folder, newFile)
    const [manifest, signature] = [readFileSync(feed.manifest), readFileSync(`${feed.manifest}.sig`, 'utf8')]
    for (const key of [feed.key, newKey])
      expect(() => assertSigned(MANIFEST_NAME, manifest, signature, [key])).not.toThrow()
  })

  it('is made by the tool, which never overwrites a key', () => {
    const key = folder.file('tool.key')
    const run = (...args: string[]): string => execFileSync(process.execPath, [SIGN, ...args], { encoding: 'utf8' })
    const told = run('new-key', key).trim()
    expect(told).toMatch(/^ed25519:[A-Za-z0-9+/]{43}=$/)
    expect(publicKeyOfFile(key)).toBe(told)
    expect(run('public-key', key).trim()).toBe(told)
    const before = readFileSync(key, 'utf8')
    expect(() => run('new-key', key)).toThrow(/never overwritten/)
    expect(readFileSync(key, 'utf8')).toBe(before)
    const feed = updateFeed(folder.file('feed'))
    feed.offer('2.0.0')
    feed.unsign()
    expect(run('feed', feed.folder, '--key', key)).toContain(`${MANIFEST_NAME} is signed`)
    const signature = readFileSync(`${feed.manifest}.sig`, 'utf8')
    expect(() => assertSigned(MANIFEST_NAME, readFileSync(feed.manifest), signature, [told])).not.toThrow()
    writeFileSync(join(folder.file('feed'), 'latest.yml'), 'version: 2.0.0\n')
    expect(run('feed', feed.folder, '--key', key)).toContain('latest.yml is signed')
  })
})

it('a manifest names files of its own folder only, each with its size and sum', () => {
  const sha512 = `${'A'.repeat(86)}==`
  const file = { url: 'console.deb', sha512, size: 5 }
  const manifest = (changes: object): unknown => ({ version: '2.0.0', files: [{ ...file, ...changes }] })
  expect(checkManifest('latest.yml', manifest({})).files).toEqual([file])
  for (const url of ['../console.deb', '/etc/passwd', 'https://elsewhere.example.org/a.deb', '..', 'a\\b', 'a%2fb'])
    expect(() => checkManifest('latest.yml', manifest({ url }))).toThrow(/cannot be used/)
  for (const changes of [{ size: undefined }, { size: 0 }, { sha512: 'short' }])
    expect(() => checkManifest('latest.yml', manifest(changes))).toThrow(/cannot be used/)
  expect(() => checkManifest('latest.yml', null)).toThrow(/cannot be used/)
})
