import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { feedSource } from '../../../src/main/updates/feed-source.ts'
import { FeedUpdater } from '../../../src/main/updates/feed-updater.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'
import { type FeedServer, MANIFEST_NAME, serveFeed, type UpdateFeed, updateFeed } from '../../support/update-feed.ts'

let folder: TemporaryFolder
let feed: UpdateFeed
let server: FeedServer
let handedOver: string[]
beforeEach(async () => {
  folder = temporaryFolder()
  feed = updateFeed(folder.file('feed'))
  server = await serveFeed(feed.folder)
  handedOver = []
})
afterEach(async () => {
  await server.close()
  folder.remove()
})

const NEVER = new AbortController().signal

function updaterFor(place: string, changes: Partial<ConstructorParameters<typeof FeedUpdater>[0]> = {}): FeedUpdater {
  return new FeedUpdater({
    kind: 'stand-in',
    source: feedSource(place, () => createSecureContext()),
    keys: [feed.key],
    version: '1.0.0',
    folder: folder.file('updates'),
    machine: 'desk-7',
    logger: silentLogger,
    standIn: (installer) => handedOver.push(installer),
    relaunch: () => handedOver.push('relaunch'),
    ...changes,
  })
}

describe.each(['a web server', 'a folder'])('from %s', (kind) => {
  const place = (): string => (kind === 'a folder' ? feed.folder : server.url)

  it('brings a newer version to the installer, byte for byte', async () => {
    feed.offer('1.1.0', { notes: '<b>Faster</b>' })
    const updater = updaterFor(place())
    const found = await updater.check(NEVER)
    expect(found).toEqual({
      kind: 'newer',
      offer: { version: '1.1.0', bytes: 300_000, notes: '<b>Faster</b>', releasedAt: Date.UTC(2026, 0, 2, 3, 4, 5) },
    })
    const seen: number[] = []
    await updater.download(NEVER, (bytes) => seen.push(bytes))
    expect(seen.at(-1)).toBe(300_000)
    expect(handedOver).toEqual([])
    await updater.install()
    expect(readFileSync(handedOver[0] ?? '').equals(readFileSync(feed.installer))).toBe(true)
    expect(handedOver[1]).toBe('relaunch')
  })

  it('refuses what nobody has signed, what a stranger has signed, and what was changed after it was signed', async () => {
    feed.offer('1.1.0')
    feed.unsign()
    await expect(updaterFor(place()).check(NEVER)).rejects.toMatchObject({ code: 'unsigned' })
    feed.sign(feed.strangersKey())
    await expect(updaterFor(place()).check(NEVER)).rejects.toMatchObject({ code: 'wrong-key' })
    feed.unsign()
    feed.sign()
    feed.editManifest((text) => text.replace('1.1.0', '9.9.9'))
    await expect(updaterFor(place()).check(NEVER)).rejects.toMatchObject({ code: 'wrong-key' })
    feed.offer('1.1.0')
    feed.editManifest((text) => text.slice(0, 40))
    await expect(updaterFor(place()).check(NEVER)).rejects.toMatchObject({ code: 'wrong-key' })
    await expect(updaterFor(place(), { keys: [] }).check(NEVER)).rejects.toMatchObject({ code: 'no-keys' })
  })

  it('refuses a file that is cut off, longer, or another one than was signed, and can try again', async () => {
    feed.offer('1.1.0')
    const whole = readFileSync(feed.installer)
    const updater = updaterFor(place())
    await updater.check(NEVER)
    feed.cutInstaller(100_000)
    await expect(updater.download(NEVER, () => undefined)).rejects.toMatchObject({ code: 'truncated' })
    writeFileSync(feed.installer, Buffer.concat([whole, Buffer.from('more')]))
    await expect(updater.download(NEVER, () => undefined)).rejects.toMatchObject({ code: 'damaged' })
    writeFileSync(feed.installer, Buffer.alloc(300_000, 7))
    await expect(updater.download(NEVER, () => undefined)).rejects.toMatchObject({ code: 'damaged' })
    await expect(updater.install()).rejects.toMatchObject({ code: 'install-failed' })
    writeFileSync(feed.installer, whole)
    await updater.download(NEVER, () => undefined)
    await updater.install()
    expect(handedOver).toHaveLength(2)
  })

  it('says that it cannot be reached, and that nothing is there for this PC', async () => {
    await expect(updaterFor(place()).check(NEVER)).rejects.toMatchObject({ code: 'no-feed' })
    feed.offer('1.1.0')
    feed.editManifest((text) => text.replaceAll('.deb', '.rpm'))
    feed.sign()
    await expect(updaterFor(place()).check(NEVER)).rejects.toMatchObject({ code: 'no-feed' })
    await server.close()
    const nowhere = kind === 'a folder' ? folder.file('no-such-share') : server.url
    await expect(updaterFor(nowhere).check(NEVER)).rejects.toMatchObject({ code: 'unreachable' })
  })
})

it('says of an older version that it is older, and of the same that it is the same', async () => {
  feed.offer('0.9.0')
  expect(await updaterFor(server.url).check(NEVER)).toEqual({ kind: 'older', version: '0.9.0' })
  feed.offer('1.0.0')
  expect(await updaterFor(server.url).check(NEVER)).toEqual({ kind: 'same' })
})

it('waits for its turn while only some PCs are served', async () => {
  feed.offer('1.1.0', { staging: 0 })
  expect(await updaterFor(server.url).check(NEVER)).toEqual({ kind: 'later', version: '1.1.0' })
  feed.offer('1.1.0', { staging: 100 })
  expect(await updaterFor(server.url).check(NEVER)).toMatchObject({ kind: 'newer' })
})

it('receives a version once, also when the program was started anew meanwhile', async () => {
  feed.offer('1.1.0')
  const first = updaterFor(server.url)
  await first.check(NEVER)
  await first.download(NEVER, () => undefined)
  const second = updaterFor(server.url)
  await second.check(NEVER)
  await second.download(NEVER, () => undefined)
  expect(server.asked.filter((name) => name.endsWith('.deb'))).toHaveLength(1)
  await second.install()
  expect(handedOver).toHaveLength(2)
})

it('hands over nothing that was changed on this PC after it was received', async () => {
  feed.offer('1.1.0')
  const updater = updaterFor(server.url)
  await updater.check(NEVER)
  await updater.download(NEVER, () => undefined)
  writeFileSync(join(folder.file('updates'), 'received/pending/outpost-console.deb'), 'something else')
  await expect(updater.install()).rejects.toMatchObject({ code: 'damaged' })
  expect(handedOver).toEqual([])
})

it('ends a download when it is told to, and leaves nothing of it', async () => {
  feed.offer('1.1.0')
  server.slowDown(20)
  const updater = updaterFor(server.url)
  await updater.check(NEVER)
  const ending = new AbortController()
  await expect(updater.download(ending.signal, () => ending.abort())).rejects.toThrow(/abort/i)
  expect(existsSync(join(folder.file('updates'), 'received/pending/outpost-console.deb'))).toBe(false)
})

it('asks nobody else when a server sends it elsewhere', async () => {
  const elsewhere: string[] = []
  const other = createServer((request, response) => {
    elsewhere.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const sending = createServer((_request, response) => {
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/${MANIFEST_NAME}`
    response.writeHead(302, { location }).end()
  })
  await new Promise<void>((resolve) => sending.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(sending.address() as AddressInfo).port}`
  await expect(updaterFor(url).check(NEVER)).rejects.toMatchObject({ code: 'unreachable' })
  expect(elsewhere).toEqual([])
  other.close()
  sending.close()
})
