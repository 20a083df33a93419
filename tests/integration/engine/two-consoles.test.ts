import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import type { BundleSummary } from '#shared/domain/transfer.ts'
import { verifyLedger } from '../../../src/main/database/ledger/verify.ts'
import { type FleetServerProcess, startFleetServer } from '../../support/fleet-server.ts'
import { temporaryFolder } from '../../support/queue-host.ts'
import { waitFor } from './console.ts'
import { ConsolePc } from './pc.ts'

const WINDOW = 1
const device = (number: number) => ({ entityType: 'device', entityId: `device-0000${number}` }) as const
const edit = (number: number, fields: Record<string, unknown>): Intent => ({
  kind: 'update',
  ...device(number),
  fields,
})
const WORK: readonly Intent[] = [
  edit(1, { name: 'North gate' }),
  { kind: 'command', ...device(2), command: 'reload' },
  { kind: 'create', entityType: 'playlist', entityId: 'pls_new', fields: { name: 'New', description: '', items: [] } },
  edit(3, { playlistId: 'pls_new' }),
]

let folder = temporaryFolder()
let server: FleetServerProcess
let stick: string
const pcs: ConsolePc[] = []

async function start(name: string): Promise<ConsolePc> {
  const pc = await ConsolePc.start(join(folder.path, name), server)
  pcs.push(pc)
  return pc
}

async function enqueue(pc: ConsolePc, intents: readonly Intent[]): Promise<string[]> {
  return (await pc.outbox.enqueue(intents)).map((accepted) => accepted.key)
}

async function effectsOf(keys: readonly string[]): Promise<number[]> {
  const effects = await server.audit()
  return keys.map((key) => effects.filter((effect) => effect.key === key && effect.source === 'operation').length)
}

async function inspect(pc: ConsolePc): Promise<{ token: string; summary: BundleSummary }> {
  const inspected = await pc.files.transfer.inspectBundle(WINDOW)
  if (inspected.outcome !== 'inspected' || inspected.token === null) throw new Error(JSON.stringify(inspected))
  return { token: inspected.token, summary: inspected.summary }
}

async function takeIn(pc: ConsolePc) {
  return pc.files.transfer.importBundle((await inspect(pc)).token)
}

function drained(pc: ConsolePc): Promise<void> {
  return waitFor(`drained`, () => pc.outbox.status(false).pending === 0)
}

beforeEach(async () => {
  folder = temporaryFolder()
  stick = join(folder.path, 'stick.json')
  server = await startFleetServer(['--data', join(folder.path, 'server')])
})
afterEach(async () => {
  for (const pc of pcs.splice(0)) await pc.stop()
  await server.stop()
  folder.remove()
})

describe('a bundle between two consoles and a real fleet server', () => {
  it('is applied once, whoever is back first and however often it is taken in', async () => {
    const a = await start('a')
    const b = await start('b')
    await a.signIn(server.token)
    await b.signIn(server.token)
    a.goOffline()
    const keys = await enqueue(a, WORK)
    a.chosen = stick
    b.chosen = stick
    expect(await a.files.transfer.exportBundle(WINDOW)).toMatchObject({
      outcome: 'written',
      count: 4,
      left: 0,
      fileName: 'stick.json',
    })
    expect(await a.states(...keys)).toEqual(keys.map(() => 'unknown'))
    const { summary } = await inspect(b)
    expect(summary).toMatchObject({ count: 4, fresh: 4, commands: 1, ofOthers: 0, isOwn: false, isKnownSigner: false })
    expect(await takeIn(b)).toEqual({ outcome: 'imported', imported: 4, known: 0 })
    expect(await takeIn(b)).toEqual({ outcome: 'imported', imported: 0, known: 4 })
    await drained(b)
    await a.goOnline()
    await drained(a)
    expect(await effectsOf(keys)).toEqual([1, 1, 1, 1])
    expect(await takeIn(b)).toEqual({ outcome: 'imported', imported: 0, known: 4 })
    const record = (await server.entities('device')).find(({ id }) => id === device(3).entityId)
    expect(record?.data['playlistId']).toBe('pls_new')
  })

  it('does nothing twice when it is lost: the PC that wrote it sends after asking', async () => {
    const a = await start('a')
    await a.signIn(server.token)
    a.goOffline()
    const keys = await enqueue(a, WORK)
    a.chosen = stick
    await a.files.transfer.exportBundle(WINDOW)
    await a.goOnline()
    await drained(a)
    expect(await effectsOf(keys)).toEqual([1, 1, 1, 1])
  })

  it('is refused with a byte changed, and on a PC without a site', async () => {
    const a = await start('a')
    await a.signIn(server.token)
    a.goOffline()
    await enqueue(a, WORK)
    a.chosen = stick
    await a.files.transfer.exportBundle(WINDOW)
    const b = await start('b')
    b.chosen = stick
    expect(await b.files.transfer.inspectBundle(WINDOW)).toMatchObject({
      outcome: 'inspected',
      token: null,
      problems: [{ code: 'site-unknown' }],
    })
    await b.signIn(server.token)
    const text = await readFile(stick, 'utf8')
    await writeFile(stick, text.replace('North gate', 'South gate'))
    expect(await b.files.transfer.inspectBundle(WINDOW)).toMatchObject({
      outcome: 'refused',
      problem: { code: 'damaged' },
    })
    expect(b.outbox.lanes.size).toBe(0)
  })

  it('is neither written nor read without an answer of the operator', async () => {
    const a = await start('a')
    expect(await a.files.transfer.inspectBundle(WINDOW)).toEqual({ outcome: 'cancelled' })
    expect(await a.files.transfer.exportBundle(WINDOW)).toEqual({ outcome: 'cancelled' })
    expect(await a.files.transfer.importRefused(WINDOW, 'queued')).toEqual({ outcome: 'cancelled' })
    await expect(a.files.transfer.importBundle('made-up')).rejects.toMatchObject({ code: 'not-found' })
    a.chosen = join(folder.path, 'missing.json')
    expect(await a.files.transfer.inspectBundle(WINDOW)).toMatchObject({ problem: { code: 'not-read' } })
  })
})

describe('the ledger of a console', () => {
  it('is written as its verifier reads it', async () => {
    const a = await start('a')
    await a.signIn(server.token)
    await enqueue(a, WORK)
    await drained(a)
    a.chosen = join(folder.path, 'ledger.ndjson')
    const written = await a.files.ledger.export(WINDOW)
    const lines = (await readFile(a.chosen, 'utf8')).trimEnd().split('\n')
    const verdict = await verifyLedger(lines)
    expect(verdict).toMatchObject({ ok: true, totals: { created: 4 } })
    expect(written).toMatchObject({ outcome: 'written', lines: verdict.lines, head: verdict.head })
  })
})

describe('somebody else at the same console', () => {
  it('sends only their own; what the one before has waiting stays until they are back', async () => {
    const a = await start('a')
    await a.signIn(await server.issueToken({ userId: 'operator-1', userName: 'day shift' }))
    expect(a.session.status().user).toMatchObject({ id: 'operator-1' })
    a.goOffline()
    const [first] = await enqueue(a, [edit(1, { name: 'Day' })])
    await a.signIn(await server.issueToken({ userId: 'operator-2', userName: 'night shift' }))
    const [second] = await enqueue(a, [edit(2, { name: 'Night' })])
    await waitFor('the second one’s edit', async () => (await a.states(second ?? ''))[0] === 'applied')
    expect(a.session.status()).toMatchObject({ user: { id: 'operator-2' }, isSignedIn: true, othersWaiting: 1 })
    expect(await a.states(first ?? '')).toEqual(['queued'])
    await a.signIn(await server.issueToken({ userId: 'operator-1', userName: 'day shift' }))
    await drained(a)
    const actors = (await server.audit()).filter(({ source }) => source === 'operation').map(({ actor }) => actor)
    expect(actors).toEqual(['night shift', 'day shift'])
  })

  it('may take over a live connection: it is made anew, and nothing is sent under the wrong name', async () => {
    const a = await start('a')
    await a.signIn(await server.issueToken({ userId: 'operator-1', userName: 'day shift' }))
    a.engine.delivery.setPaused(true)
    const [first] = await enqueue(a, [edit(1, { name: 'Day' })])
    await a.setToken(await server.issueToken({ userId: 'operator-2', userName: 'night shift' }))
    a.engine.delivery.setPaused(false)
    await waitFor('signed in', () => a.session.status().user?.id === 'operator-2')
    await a.reaches('online')
    expect(await a.states(first ?? '')).toEqual(['queued'])
    expect(await effectsOf([first ?? ''])).toEqual([0])
  })
})

describe('a new token while somebody is signed in', () => {
  const tokenOf = (user: 1 | 2) =>
    server.issueToken({ userId: `operator-${user}`, userName: user === 1 ? 'day shift' : 'night shift' })

  it('replaces the one before only when the server takes it', async () => {
    const a = await start('a')
    await a.signIn(await tokenOf(1))
    await expect(a.ask(WINDOW, 'connection:token', { token: 'mistyped' })).rejects.toMatchObject({
      code: 'server-refused',
    })
    a.goOffline()
    await a.goOnline()
    expect(a.session.status()).toMatchObject({ user: { id: 'operator-1' }, isSignedIn: true })
    await a.stop()
    pcs.splice(0)
    const again = await start('a')
    await again.goOnline()
    expect(again.session.status()).toMatchObject({ user: { id: 'operator-1' }, isSignedIn: true })
  })

  it('changes nobody later when the server did not answer', async () => {
    const a = await start('a')
    await a.signIn(await tokenOf(1))
    const other = await tokenOf(2)
    await server.switch('blackhole', { forMs: 60_000 })
    await expect(a.ask(WINDOW, 'connection:token', { token: other })).rejects.toThrow(/did not answer|connection/)
    await server.switch('blackhole', { forMs: 0 })
    a.goOffline()
    await a.goOnline()
    expect(a.session.status().user).toMatchObject({ id: 'operator-1' })
  })
})

describe('signing out', () => {
  it('keeps what waits, forgets the token also for the next start, and takes the connection away', async () => {
    const a = await start('a')
    await a.signIn(server.token)
    a.goOffline()
    const keys = await enqueue(a, [edit(1, { name: 'Day' })])
    expect(await a.session.signOut(false)).toEqual({ signedOut: false, waiting: 1 })
    await a.goOnline()
    await drained(a)
    a.goOffline()
    const more = await enqueue(a, [edit(2, { name: 'Day' })])
    expect(await a.session.signOut(true)).toEqual({ signedOut: true, waiting: 1 })
    expect(a.session.status()).toMatchObject({ user: null, isSignedIn: false })
    // Whoever sits here now gives nothing up, and brings nothing back.
    const requests = ['rollback', 'discard', 'restore', 'retry', 'confirm', 'keep-mine'] as const
    for (const request of requests) {
      await expect(a.ask(WINDOW, `operations:${request}`, { keys: more })).rejects.toMatchObject({ code: 'signed-out' })
    }
    const priority = a.ask(WINDOW, 'operations:prioritize', { keys: more, priority: 'low' })
    await expect(priority).rejects.toMatchObject({ code: 'signed-out' })
    expect(await a.states(...more)).toEqual(['queued'])
    a.engine.connection.connect()
    await a.reaches('needs-auth')
    await a.stop()
    pcs.splice(0)
    const again = await start('a')
    expect(again.session.status()).toMatchObject({ user: null, isSignedIn: false })
    expect(await again.states(...keys, ...more)).toEqual(['applied', 'queued'])
    await again.signIn(server.token)
    await drained(again)
    expect(await effectsOf([...keys, ...more])).toEqual([1, 1])
  })
})
