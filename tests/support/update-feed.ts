import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { makeKey, signFeed } from '../../tools/release/sign-feed.ts'

/** A feed of updates in a folder, signed, as an administrator makes it. */
export interface UpdateFeed {
  readonly folder: string
  /** As it stands in the settings. */
  readonly key: string
  readonly manifest: string
  readonly installer: string
  /** Writes a manifest and its file, and signs it. */
  readonly offer: (version: string, more?: { staging?: number; notes?: string; bytes?: number }) => void
  readonly sign: (keyFile?: string) => void
  readonly unsign: () => void
  /** Another key, that nobody knows. */
  readonly strangersKey: () => string
  readonly cutInstaller: (bytes: number) => void
  readonly editManifest: (edit: (text: string) => string) => void
}

export const MANIFEST_NAME = `latest-linux${process.arch === 'x64' ? '' : `-${process.arch}`}.yml`

export function updateFeed(folder: string): UpdateFeed {
  mkdirSync(folder, { recursive: true })
  const keyFile = `${folder}.key`
  const key = makeKey(keyFile)
  const manifest = join(folder, MANIFEST_NAME)
  const installer = join(folder, 'outpost-console.deb')
  const sign = (file = keyFile): void => void signFeed(folder, file)
  return {
    folder,
    key,
    manifest,
    installer,
    sign,
    offer(version, { staging, notes = '', bytes = 300_000 } = {}) {
      const content = randomBytes(bytes)
      writeFileSync(installer, content)
      const sha512 = createHash('sha512').update(content).digest('base64')
      const share = staging === undefined ? '' : `stagingPercentage: ${staging}\n`
      const file = `  - url: outpost-console.deb\n    sha512: ${sha512}\n    size: ${bytes}\n`
      const told = notes === '' ? '' : `releaseNotes: ${JSON.stringify(notes)}\n`
      const text = `version: ${version}\nfiles:\n${file}${told}${share}releaseDate: '2026-01-02T03:04:05.000Z'\n`
      writeFileSync(manifest, text)
      sign()
    },
    unsign: () => rmSync(`${manifest}.sig`, { force: true }),
    strangersKey() {
      const stranger = `${folder}.stranger`
      if (!existsSync(stranger)) makeKey(stranger)
      return stranger
    },
    cutInstaller: (bytes) => truncateSync(installer, bytes),
    editManifest: (edit) => writeFileSync(manifest, edit(readFileSync(manifest, 'utf8'))),
  }
}

/** Serves a folder as any web server does. */
export interface FeedServer {
  readonly url: string
  readonly asked: readonly string[]
  /** From now on a file is sent in small pieces, each when the one before is through. Milliseconds between them. */
  readonly slowDown: (everyMs: number) => void
  readonly close: () => Promise<void>
}

export async function serveFeed(folder: string): Promise<FeedServer> {
  const asked: string[] = []
  const pace = { everyMs: 0 }
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').slice(1))
    asked.push(name)
    const path = join(folder, name)
    if (name.includes('/') || !existsSync(path)) return void response.writeHead(404).end()
    response.writeHead(200)
    const stream = createReadStream(path, { highWaterMark: 16_384 })
    stream.on('data', (chunk) => {
      response.write(chunk)
      if (pace.everyMs === 0) return
      stream.pause()
      setTimeout(() => stream.resume(), pace.everyMs)
    })
    stream.on('end', () => response.end())
    response.on('close', () => stream.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    slowDown: (everyMs) => {
      pace.everyMs = everyMs
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
