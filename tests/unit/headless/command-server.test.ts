import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { knownAddress, newAddress, publishAddress, withdrawAddress } from '../../../src/main/headless/address.ts'
import { CommandServer } from '../../../src/main/headless/command-server.ts'
import { consoleAt } from '../../../src/main/headless/console-answerer.ts'
import { EXIT } from '../../../src/main/headless/exits.ts'
import type { Line } from '../../../src/main/headless/message.ts'
import type { Progress } from '../../../src/main/headless/progress.ts'
import { systemIds } from '../../../src/main/platform/ids.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import type { Result } from '../../../src/shared/errors/result.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const SITES = { sites: [{ id: 'main', name: '', state: 'open' }] }

let folder: TemporaryFolder
let address: string
let clock: ManualClock
let server: CommandServer
let heard: { line: Line; caller: number }[]
let left: number[]
let answer: (line: Line, tell: (progress: Progress) => void) => Promise<Result<unknown>>

beforeEach(async () => {
  folder = temporaryFolder()
  address = folder.file('s')
  clock = new ManualClock()
  heard = []
  const gone: number[] = []
  left = gone
  answer = async ({ id, name }) => ({ v: 1, id, ok: true, value: name === 'sites:list' ? SITES : { name } })
  server = new CommandServer({
    ...{ address, clock, logger: silentLogger },
    answer: (line, caller, tell) => {
      heard.push({ line, caller })
      return answer(line, tell)
    },
    left: (caller) => gone.push(caller),
  })
  await server.run()
})
afterEach(async () => {
  await server.stop()
  folder.remove()
})

function connect(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createConnection(address, () => resolve(socket))
    socket.on('error', () => undefined)
  })
}

/** All that comes back until the other side lets go. */
function rest(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
    socket.once('close', () => resolve(text))
  })
}

function request(more: object = {}): string {
  return `${JSON.stringify({ v: 1, id: 'a', name: 'operations:list', request: {}, ...more })}\n`
}

async function said(text: string): Promise<string> {
  const socket = await connect()
  const answered = rest(socket)
  socket.write(text)
  return answered
}

describe('the socket of a running console', () => {
  it('belongs to its user alone', () => {
    expect(statSync(address).mode & 0o777).toBe(0o600)
  })

  it('is taken over from a console that was ended by force', async () => {
    await server.stop()
    writeFileSync(address, '')
    const next = new CommandServer({
      address,
      clock,
      logger: silentLogger,
      answer: (line, _caller, tell) => answer(line, tell),
      left: () => undefined,
    })
    await next.run()
    const socket = await connect()
    expect(socket.readyState).toBe('open')
    socket.destroy()
    await next.stop()
  })

  it.each([
    ['no JSON', 'hello\n', 'bad-request'],
    ['another form', '{"v":1}\n', 'bad-request'],
    ['a field that nobody knows', request({ more: 1 }), 'bad-request'],
    ['another version', request({ v: 2 }), 'bad-request'],
    ['a relative path', request({ file: 'x.pdf' }), 'bad-request'],
    ['an endless line', 'x'.repeat(9_000_000), 'too-large'],
  ])('refuses %s, and lets go', async (_what, text, code) => {
    expect(await said(text)).toContain(`"${code}"`)
    expect(heard).toEqual([])
  })

  it('answers one request at a time for each caller, and many callers at once', async () => {
    const pending: (() => void)[] = []
    answer = ({ id }) => new Promise((resolve) => pending.push(() => resolve({ v: 1, id, ok: true, value: { id } })))
    expect(await said(request({ id: 'one' }) + request({ id: 'two' }))).toContain('"rate-limited"')
    const sockets = await Promise.all([connect(), connect()])
    const answers = sockets.map(
      (socket) => new Promise((resolve) => socket.once('data', (data) => resolve(String(data)))),
    )
    for (const socket of sockets) socket.write(request())
    await vi.waitFor(() => expect(pending).toHaveLength(3))
    for (const finish of pending) finish()
    expect(await Promise.all(answers)).toEqual(Array(2).fill('{"v":1,"id":"a","ok":true,"value":{"id":"a"}}\n'))
    expect(new Set(heard.map(({ caller }) => caller)).size).toBe(3)
    expect(heard.every(({ caller }) => caller < 0)).toBe(true)
    for (const socket of sockets) socket.destroy()
  })

  it('says when a caller has gone in the middle of its request', async () => {
    answer = () => new Promise(() => undefined)
    const socket = await connect()
    socket.write(request())
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    socket.destroy()
    await vi.waitFor(() => expect(left).toEqual([heard[0]?.caller]))
  })

  it('does not keep a caller who says nothing, nor more than it can serve', async () => {
    const silent = await connect()
    const ended = rest(silent)
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    await clock.advance(10_001)
    expect(await ended).toBe('')
    const many = await Promise.all(Array.from({ length: 17 }, () => connect()))
    await vi.waitFor(() => expect(many.filter(({ destroyed }) => destroyed)).toHaveLength(1))
    for (const socket of many) socket.destroy()
  })
})

describe('a command that talks to a running console', () => {
  const dependencies = () => ({ clock, ids: systemIds })

  it('asks one thing after the other, and hears what was refused', async () => {
    const answerer = await consoleAt(address, dependencies())
    if (answerer === null) throw new Error('nobody listens')
    expect(await answerer.sites()).toEqual([{ id: 'main', name: '', isEnabled: true }])
    const both = [answerer.ask('app:state', {}), answerer.ask('ledger:export', {}, { site: 'main', file: '/x' })]
    expect(await Promise.all(both)).toEqual([{ name: 'app:state' }, { name: 'ledger:export' }])
    expect(heard.at(-1)?.line).toMatchObject({ site: 'main', file: '/x' })
    answer = async ({ id }) => ({ v: 1, id, ok: false, error: { code: 'signed-out', message: 'Nobody.' } })
    await expect(answerer.ask('app:state', {})).rejects.toMatchObject({ exit: EXIT.refused, code: 'signed-out' })
    await answerer.close()
  })

  it('hears how far the console is, where it asked for that', async () => {
    const answerer = await consoleAt(address, dependencies())
    if (answerer === null) throw new Error('nobody listens')
    const steps: Progress[] = ['sites', 'logs'].map((step) => ({ step, amount: 7, unit: 'byte' }) as Progress)
    answer = async ({ id }, tell) => {
      for (const step of steps) tell(step)
      return { v: 1, id, ok: true, value: 'written' }
    }
    const told: Progress[] = []
    const request = { withScreenshots: false, withValues: false }
    const where = { file: '/x', onProgress: (progress: Progress) => void told.push(progress) }
    expect(await answerer.ask('diagnostics:export', request, where)).toBe('written')
    expect(told).toEqual(steps)
    expect(await answerer.ask('diagnostics:export', request, { file: '/x' })).toBe('written')
    expect(heard.map(({ line }) => line.progress)).toEqual([undefined, true, undefined])
    expect(told).toHaveLength(2)
    await answerer.close()
  })

  it('finds nobody where a console was', async () => {
    await server.stop()
    expect(await consoleAt(address, dependencies())).toBeNull()
  })

  it('ends as one that could not reach the store when the console is silent, ends, or speaks nonsense', async () => {
    answer = () => new Promise(() => undefined)
    const silent = consoleAt(address, dependencies())
    silent.catch(() => undefined)
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    await clock.advance(10_001)
    await expect(silent).rejects.toMatchObject({ exit: EXIT.inUse })
    answer = async ({ id }) => ({ v: 1, id, ok: true, value: SITES })
    const answerer = await consoleAt(address, dependencies())
    answer = () => new Promise(() => undefined)
    const ended = answerer?.ask('app:state', {})
    ended?.catch(() => undefined)
    await vi.waitFor(() => expect(heard).toHaveLength(3))
    await server.stop()
    await expect(ended).rejects.toMatchObject({ exit: EXIT.inUse })
    const nonsense: Server = createServer((socket) => void socket.resume().end('what?\n'))
    await new Promise<void>((resolve) => nonsense.listen(address, resolve))
    await expect(consoleAt(address, dependencies())).rejects.toMatchObject({ exit: EXIT.inUse })
    await new Promise((resolve) => nonsense.close(resolve))
  })
})

describe('where a console listens', () => {
  it('is in its profile, and written down there until it ends', async () => {
    const own = await newAddress(folder.path, systemIds, 'linux')
    expect(own).toBe(join(folder.path, 'command-line.sock'))
    expect(knownAddress(folder.path)).toBeNull()
    await publishAddress(folder.path, own)
    expect(knownAddress(folder.path)).toBe(own)
    await withdrawAddress(folder.path, own)
    expect(knownAddress(folder.path)).toBeNull()
    expect(await newAddress(folder.path, systemIds, 'win32')).toMatch(/^\\\\\.\\pipe\\outpost-console-[0-9a-f-]{36}$/)
  })

  it('is a folder that only this user can enter where the profile has too long a name', async () => {
    const deep = join(folder.path, 'x'.repeat(120))
    mkdirSync(deep)
    const other = await newAddress(deep, systemIds, 'linux')
    expect(Buffer.byteLength(other)).toBeLessThan(100)
    expect(statSync(join(other, '..')).mode & 0o777).toBe(0o700)
    await publishAddress(deep, other)
    await withdrawAddress(deep, other)
    expect(existsSync(join(other, '..'))).toBe(false)
  })

  it('is not believed of a link or a damaged file', () => {
    const file = folder.file('command-line.json')
    writeFileSync(folder.file('elsewhere'), JSON.stringify({ v: 1, address: '/tmp/x' }))
    symlinkSync(folder.file('elsewhere'), file)
    expect(knownAddress(folder.path)).toBeNull()
    const damaged = temporaryFolder()
    writeFileSync(damaged.file('command-line.json'), '{"v":1')
    expect(knownAddress(damaged.path)).toBeNull()
    damaged.remove()
  })
})
