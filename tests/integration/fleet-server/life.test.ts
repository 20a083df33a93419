import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  connectClient,
  type FleetServerProcess,
  operation,
  type PlainClient,
  startFleetServer,
  until,
} from '../../support/fleet-server.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

let folder: TemporaryFolder
const servers: FleetServerProcess[] = []
const clients: PlainClient[] = []

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  folder.remove()
})

async function start(args: readonly string[] = []): Promise<FleetServerProcess> {
  const server = await startFleetServer(args)
  servers.push(server)
  return server
}

async function connect(...args: Parameters<typeof connectClient>): Promise<PlainClient> {
  const client = await connectClient(...args)
  clients.push(client)
  return client
}

const rename = (entityId: string, baseVersion: number, name: string) =>
  operation({ kind: 'update', entityType: 'device', entityId, baseVersion, fields: { name } })

async function isUp(server: FleetServerProcess): Promise<boolean> {
  return fetch(`${server.url}/v1/health`).then(
    (response) => response.ok,
    () => false,
  )
}

describe('a server process', () => {
  it('announces its end, closes by the book and ends with 0 within two seconds', async () => {
    const server = await start()
    const client = await connect(server)
    const begun = performance.now()
    expect(await server.stop()).toBe(0)
    expect(performance.now() - begun).toBeLessThan(2_000)
    expect(await client.disconnected).toBe('io server disconnect')
    expect(client.events.at(-1)).toMatchObject({ name: 'server:shutdown', payload: { restartInMs: null } })
  })

  it('goes on with the same data: epoch, sequences, keys and tokens', async () => {
    const before = await start(['--data', folder.path])
    const first = await connect(before)
    const kept = rename('device-00001', 1, 'Kept')
    const [result] = await first.apply(kept)
    await before.stop()
    const after = await start(['--data', folder.path, '--seed', '99'])
    const second = await connect({ ...after, token: before.token }, { cursor: 1, epoch: first.welcome.epoch })
    expect(second.welcome).toMatchObject({ epoch: first.welcome.epoch, head: 1, resume: 'delta' })
    expect(await second.apply(kept)).toEqual([{ ...result, outcome: 'duplicate' }])
    expect(await second.apply(rename('device-00001', 2, 'Next'))).toMatchObject([{ outcome: 'applied', sequence: 2 }])
  })

  it('has on disk whatever it acknowledged, however it ends', async () => {
    const before = await start(['--data', folder.path])
    const client = await connect(before)
    const operations = Array.from({ length: 30 }, (_, index) => rename(`device-000${10 + index}`, 1, `Name ${index}`))
    const results = await Promise.all(operations.map((one) => client.apply(one)))
    await before.kill()
    const after = await start(['--data', folder.path])
    const effects = new Map((await after.audit()).map((effect) => [effect.key, effect]))
    for (const [result] of results) expect(effects.get(result?.key ?? '')).toMatchObject({ version: 2 })
  })

  it('refuses a folder that another server uses, in one sentence with a remedy', async () => {
    await start(['--data', folder.path])
    await expect(startFleetServer(['--data', folder.path])).rejects.toThrow(/code 1: Another server is using .*--data/)
  })

  it('refuses a port in use and a tenant that is not in the folder', async () => {
    const { port } = await start(['--data', folder.path])
    await expect(startFleetServer(['--port', String(port)])).rejects.toThrow(/code 1: Port \d+ is in use/)
    await servers.pop()?.stop()
    await expect(startFleetServer(['--data', folder.path, '--tenant', 'other'])).rejects.toThrow(
      /holds the tenant main/,
    )
  })

  it('says what is wrong with a flag and ends with 2', async () => {
    await expect(startFleetServer(['--devices', 'many'])).rejects.toThrow(/code 2: --devices: "many" is not a number/)
    await expect(startFleetServer(['--role', 'king'])).rejects.toThrow(/code 2: --role/)
    await expect(startFleetServer(['--no-such-flag'])).rejects.toThrow(/code 2: .*--no-such-flag/)
  })

  it('goes on, and ends when told, although nobody reads its log any more', async () => {
    const cli = fileURLToPath(new URL('../../../src/fleet-server/cli.ts', import.meta.url))
    const child = spawn(process.execPath, [cli, '--devices', '10', '--log-level', 'debug', '--test-switches'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const { url, token, tenant } = JSON.parse(line) as { url: string; token: string; tenant: string }
    child.stdout.destroy()
    child.stderr.destroy()
    const client = await connectClient({ url, token, tenant })
    expect(client.welcome.tenant).toBe('main')
    client.close()
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await exited)[0]).toBe(0)
  })

  it('ends with its parent only when told to', async () => {
    const cli = fileURLToPath(new URL('../../../src/fleet-server/cli.ts', import.meta.url))
    const child = spawn(process.execPath, [cli, '--exit-with-parent', '--devices', '1'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    await once(child.stdout, 'data')
    child.stdin.end()
    await once(child, 'exit')
    expect(child.exitCode).toBe(0)
  })
})

describe('test switches', () => {
  it('shutdown: announces how long, disconnects, and comes back on the same port', async () => {
    const server = await start()
    const client = await connect(server)
    await server.switch('shutdown', { downMs: 300 })
    expect(await client.disconnected).toBe('io server disconnect')
    expect(client.events.at(-1)).toMatchObject({ name: 'server:shutdown', payload: { restartInMs: 300 } })
    await until('it is away', async () => !(await isUp(server)))
    await until('it is back', () => isUp(server))
    const again = await connect(server, { cursor: 0, epoch: client.welcome.epoch })
    expect(again.welcome.resume).toBe('delta')
  })

  it('restart: drops everything without a word, and comes back', async () => {
    const server = await start()
    const client = await connect(server)
    await server.switch('restart', { downMs: 200 })
    expect(await client.disconnected).toMatch(/transport/)
    expect(client.events.map(({ name }) => name)).toEqual(['welcome'])
    await until('it is back', () => isUp(server))
    await connect(server)
  })

  it('blackhole: answers nothing and closes nothing, then delivers', async () => {
    const server = await start()
    const client = await connect(server)
    await server.switch('blackhole', { forMs: 60_000 })
    await expect(client.request('ping', { at: 0 }, 300)).rejects.toThrow(/timed out/)
    const socket = connectTcp(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n')
    const silence = await Promise.race([
      once(socket, 'data').then(() => 'answer'),
      client.request('ping', { at: 0 }, 300).catch(() => 'silence'),
    ])
    expect(silence).toBe('silence')
    socket.destroy()
    await server.switch('blackhole', { forMs: 0 })
    expect(client.socket.connected).toBe(true)
    expect(await client.request('ping', { at: 0 })).toMatchObject({ ok: true })
  })

  it('refuse: answers the next requests with an error', async () => {
    const server = await start()
    const client = await connect(server)
    await server.switch('refuse', { code: 'rate-limited', count: 2, retryAfterMs: 700 })
    const send = () => client.request('operations:apply', { operations: [rename('device-00001', 1, 'x')] })
    const refused = { ok: false, error: { code: 'rate-limited', retryAfterMs: 700 } }
    expect([await send(), await send(), await send()]).toMatchObject([refused, refused, { ok: true }])
  })

  it('send-malformed: sends nonsense to consoles', async () => {
    const server = await start()
    const client = await connect(server)
    const { sent } = await server.switch('send-malformed', { count: 2 })
    await until('all of it has arrived', () => client.events.length > Number(sent))
    expect(new Set(client.events.map(({ name }) => name))).toContain('fleet:weather')
  })

  it('are not there unless asked for, and never for a web page', async () => {
    const server = await start()
    const fromPage = await fetch(`${server.url}/v1/test/disconnect`, {
      method: 'POST',
      headers: { origin: 'https://example.org' },
    })
    expect(fromPage.status).toBe(404)
  })
})
