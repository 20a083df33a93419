import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '../../../src/main/connection/connector.ts'
import { OutpostConnector } from '../../../src/main/connection/outpost-connector.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { TrustedAuthorities } from '../../../src/main/platform/trusted-authorities.ts'
import { feedSource, readSmall } from '../../../src/main/updates/feed-source.ts'
import { WELCOME } from '../../support/scripted-connector.ts'

const CERTIFICATES = new URL('../../fixtures/certificates/', import.meta.url)
const certificate = (name: string): string => readFileSync(new URL(name, CERTIFICATES), 'utf8')
const HEALTH = { ok: true, protocol: { min: 1, max: 1 }, serverTime: 1_700_000_000_000, version: '1' }
const NEVER = new AbortController().signal

async function startSecureServer(host: string): Promise<{ io: Server; url: string }> {
  const http = createServer({ cert: certificate('server.pem'), key: certificate('server-key.pem') })
  http.on('request', (request, response) => {
    if (request.url?.startsWith('/socket.io') !== true) response.end(JSON.stringify(HEALTH))
  })
  const io = new Server(http)
  io.on('connection', (socket) => socket.emit('welcome', WELCOME))
  await new Promise<void>((resolve) => http.listen(0, host, resolve))
  return { io, url: `https://${host}:${(http.address() as AddressInfo).port}` }
}

describe('a server that the authority of the site vouches for', () => {
  let server: Awaited<ReturnType<typeof startSecureServer>>
  let folder: string
  let file: string
  const trusted = new TrustedAuthorities({ platform: process.platform, file: () => file })

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'authority-'))
    file = ''
    server = await startSecureServer('127.0.0.1')
  })
  afterEach(async () => {
    await server.io.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function connect(serverUrl = server.url): Promise<Session> {
    const client = { name: 'test', version: '1' }
    const connector = new OutpostConnector({ clock: systemClock, client, secureContext: trusted.secureContext })
    const who = { token: 'token', tenant: 'main', clientId: 'client', cursor: null }
    return connector.connect({ ...who, serverUrl, timeoutMs: 5_000, signal: NEVER, onTransportOpen: () => undefined })
  }

  function own(): string {
    const path = join(folder, 'authority.pem')
    copyFileSync(new URL('authority.pem', CERTIFICATES), path)
    return path
  }

  it('is refused while nobody has said that it may', async () => {
    await expect(connect()).rejects.toMatchObject({ reason: 'insecure-address' })
  })

  it('is reached with the file that the settings name, also for updates', async () => {
    file = own()
    const session = await connect()
    expect(session.welcome.site).toEqual(WELCOME.site)
    session.close()
    expect(trusted.notices()).toEqual([])
    const told = await readSmall(feedSource(server.url, trusted.secureContext), 'latest.yml', 10_000, NEVER)
    expect(JSON.parse(String(told))).toEqual(HEALTH)
  })

  it('is not reached under a name that is not in its certificate', async () => {
    file = own()
    const other = await startSecureServer('127.0.0.2')
    await expect(connect(other.url)).rejects.toMatchObject({
      reason: 'insecure-address',
      message: expect.stringContaining('127.0.0.2') as string,
    })
    await other.io.close()
  })

  it('is trusted from the moment on at which the file is there, and no longer when it has gone', async () => {
    file = join(folder, 'authority.pem')
    await expect(connect()).rejects.toMatchObject({ reason: 'insecure-address' })
    expect(trusted.notices()[0]?.message).toContain('does not exist')
    own()
    const session = await connect()
    session.close()
    rmSync(file)
    await expect(connect()).rejects.toMatchObject({ reason: 'insecure-address' })
  })

  it.each([
    ['holds no certificate', 'nothing of this kind'],
    ['cannot be used', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('is told what is wrong with a file that %s, which trusts nobody', async (why, text) => {
    file = join(folder, 'broken.pem')
    writeFileSync(file, text)
    expect(trusted.notices()).toEqual([{ code: 'certificates', message: expect.stringContaining(why) as string }])
    await expect(connect()).rejects.toMatchObject({ reason: 'insecure-address' })
  })
})
