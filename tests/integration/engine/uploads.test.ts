import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UploadStatus } from '#shared/domain/uploads.ts'
import { type FleetServerProcess, startFleetServer, until } from '../../support/fleet-server.ts'
import { ConsolePc } from './pc.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000200000001008060000000', 'hex')
const MB = 1_048_576
const WINDOW = 7
/** Tries again soon, and does not give up on a server that drops connections on purpose. */
const PATIENT = { retryInitialDelayMs: 100, retryMaxDelayMs: 100, breakerFailureThreshold: 50 }

let folder: string
let server: FleetServerProcess
let pc: ConsolePc
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-uploads-'))
  server = await startFleetServer(['--data', join(folder, 'server')])
  pc = await ConsolePc.start(folder, server, PATIENT)
  await pc.signIn(server.token)
})
afterEach(async () => {
  await pc.stop()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A picture by its beginning, with chance behind it. */
function picture(name: string, bytes: number): string {
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat([PNG, randomBytes(bytes - PNG.length)]))
  return path
}

const sumOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
const statuses = async (): Promise<readonly UploadStatus[]> => (await pc.ask(WINDOW, 'uploads:list', {})).uploads

async function one(): Promise<UploadStatus> {
  const [status] = await statuses()
  if (status === undefined) throw new Error('there is no upload')
  return status
}

async function choose(path: string, into = ''): Promise<string> {
  pc.chosen = path
  await pc.ask(WINDOW, 'uploads:choose', { folder: into })
  return (await one()).key
}

/** Content of the server that was uploaded. */
async function uploaded(): Promise<readonly Record<string, unknown>[]> {
  return (await server.entities('content')).map(({ data }) => data).filter((data) => 'checksum' in data)
}

const hold = (holdAt: number | null): Promise<unknown> => server.switch('uploads', { holdAt })
const made = async (): Promise<boolean> => (await uploaded()).length > 0
const stopped = async (): Promise<boolean> => (await one()).state === 'failed'

describe('uploads', () => {
  it('go on where the server is, after cuts and a restart, and become content once', async () => {
    const path = picture('Poster.png', 5 * MB)
    await hold(2 * MB)
    await choose(path, 'Summer/Berlin')
    await until('it is held', async () => (await one()).doneBytes === 2 * MB)
    expect(await uploaded()).toEqual([])
    await hold(3 * MB)
    await until('it has gone on', async () => (await one()).doneBytes === 3 * MB)
    await pc.stop()
    pc = await ConsolePc.start(folder, null)
    await hold(null)
    expect(await one()).toMatchObject({ state: 'offline', fileName: 'Poster.png' })
    await pc.signIn(server.token)
    await until('it is content', made)
    expect(await uploaded()).toMatchObject([
      { name: 'Poster', folder: 'Summer/Berlin', kind: 'image', checksum: sumOf(path), sizeBytes: 5 * MB, width: 32 },
    ])
    await until('it is over', async () => (await one()).state === 'done')
    expect(
      (await server.audit()).filter(({ entityType, kind }) => entityType === 'content' && kind === 'create'),
    ).toHaveLength(1)
  })

  it('do not send a piece twice into the file when its answer is lost', async () => {
    const path = picture('Poster.png', 3 * MB)
    await server.switch('uploads', { lostAnswers: 2 })
    await choose(path)
    await until('it is content', made)
    const stored = join(folder, 'server', 'uploads', 'files', sumOf(path))
    expect(readFileSync(stored).equals(readFileSync(path))).toBe(true)
  })

  it('begin again once when a byte was damaged, and ask a person the second time', async () => {
    const path = picture('Poster.png', 2 * MB)
    await server.switch('uploads', { flips: 1 })
    await choose(path)
    await until('it is content', made)
    const other = picture('Other.png', 2 * MB)
    await server.switch('uploads', { flips: 9 })
    pc.chosen = other
    await pc.ask(WINDOW, 'uploads:choose', { folder: '' })
    const failed = async () => (await statuses()).find(({ state }) => state === 'failed')
    await until('it has failed', async () => (await failed()) !== undefined)
    expect(await failed()).toMatchObject({ fileName: 'Other.png', problem: 'corrupt' })
    expect(await uploaded()).toHaveLength(1)
  })

  it('stop when the server is full, and lose nothing of what is there', async () => {
    const path = picture('Poster.png', 3 * MB)
    await hold(2 * MB)
    const key = await choose(path)
    await until('it is held', async () => (await one()).doneBytes === 2 * MB)
    await server.switch('uploads', { holdAt: null, isFull: true })
    await until('it has stopped', stopped)
    expect(await one()).toMatchObject({ problem: 'no-space' })
    await server.switch('uploads', { isFull: false })
    await pc.ask(WINDOW, 'uploads:act', { keys: [key], act: 'resume' })
    await until('it is content', made)
  })

  it('find that a file has grown while it was sent, and go on with the one that is chosen again', async () => {
    const path = picture('Poster.png', 3 * MB)
    await hold(2 * MB)
    const key = await choose(path)
    await until('it is held', async () => (await one()).doneBytes === 2 * MB)
    appendFileSync(path, 'more')
    await hold(null)
    await until('it has stopped', stopped)
    expect((await one()).problem).toBe('changed')
    pc.chosen = path
    await pc.ask(WINDOW, 'uploads:choose-again', { key })
    await until('it is content', made)
    expect(await uploaded()).toMatchObject([{ checksum: sumOf(path), sizeBytes: 3 * MB + 4 }])
  })

  it('tell that the folder is gone, and that a file cannot be taken', async () => {
    const path = picture('Poster.png', 2 * MB)
    await hold(MB)
    await choose(path)
    await until('it is held', async () => (await one()).doneBytes === MB)
    rmSync(path)
    await until('it has stopped', stopped)
    expect((await one()).problem).toBe('missing')
    for (const [name, text, problem] of [
      ['Empty.png', '', 'empty'],
      ['Script.png', '#!/bin/sh', 'wrong-type'],
    ] as const) {
      writeFileSync(join(folder, name), text)
      pc.chosen = join(folder, name)
      const answer = await pc.ask(WINDOW, 'uploads:choose', { folder: '' })
      expect(answer).toEqual({ outcome: 'chosen', added: 0, refused: [{ fileName: name, problem }] })
    }
  })

  it('send the same bytes once, however often they are chosen', async () => {
    const path = picture('Poster.png', 2 * MB)
    await choose(path)
    await until('it is content', made)
    writeFileSync(join(folder, 'Copy.png'), readFileSync(path))
    await hold(0)
    await choose(join(folder, 'Copy.png'))
    await until('both are content', async () => (await uploaded()).length === 2)
    expect(readdirSync(join(folder, 'server', 'uploads', 'files'))).toEqual([sumOf(path)])
  })

  it('give content another file when all of it is there and not before, over a restart; its id, name and tags stay', async () => {
    await choose(picture('Poster.png', MB))
    await until('it is content', made)
    await until('it is over', async () => (await one()).state === 'done')
    const { contentId, key } = await one()
    await pc.ask(WINDOW, 'uploads:act', { keys: [key], act: 'discard' })
    const [before] = await uploaded()
    const path = picture('Renewed.png', 3 * MB)
    await hold(2 * MB)
    pc.chosen = path
    expect(await pc.ask(WINDOW, 'uploads:renew', { contentId })).toMatchObject({ outcome: 'chosen', added: 1 })
    await until('it is held', async () => (await one()).doneBytes === 2 * MB)
    expect(await uploaded()).toEqual([before])
    await pc.stop()
    pc = await ConsolePc.start(folder, null)
    await hold(null)
    await pc.signIn(server.token)
    await until('it has the other file', async () => (await uploaded())[0]?.['checksum'] === sumOf(path))
    expect(await uploaded()).toEqual([{ ...before, checksum: sumOf(path), sizeBytes: 3 * MB }])
    await until('it is over', async () => (await one()).state === 'done')
    expect(await one()).toMatchObject({
      contentId,
      name: 'Poster',
      renews: { before: { checksum: before?.['checksum'] } },
    })
    const changes = (await server.audit()).filter(({ entityId, kind }) => entityId === contentId && kind === 'update')
    expect(changes).toHaveLength(1)
  })

  it('do not put a file over one that somebody else has given the content meanwhile, unless they are told to', async () => {
    const [first, second, third] = ['A.png', 'B.png', 'C.png'].map((name) => picture(name, 2 * MB)) as [
      string,
      string,
      string,
    ]
    await choose(first)
    await until('the first is content', made)
    const { contentId } = await one()
    await choose(second)
    await until('the second is content', async () => (await uploaded()).length === 2)
    await hold(MB)
    pc.chosen = third
    await pc.ask(WINDOW, 'uploads:renew', { contentId })
    const renewing = async () => (await statuses()).find(({ renews }) => renews !== null)
    await until('it is held', async () => (await renewing())?.doneBytes === MB)
    const theirs = {
      kind: 'update',
      entityType: 'content',
      entityId: contentId,
      fields: { checksum: sumOf(second) },
    } as const
    await pc.ask(WINDOW, 'operations:enqueue', { intents: [theirs] })
    const checksumNow = async () =>
      (await server.entities('content')).find(({ id }) => id === contentId)?.data['checksum']
    await until('theirs is there', async () => (await checksumNow()) === sumOf(second))
    await hold(null)
    await until('it has stopped', async () => (await renewing())?.state === 'failed')
    const stoppedOne = await renewing()
    expect(stoppedOne?.problem).toBe('replaced')
    expect(await checksumNow()).toBe(sumOf(second))
    await pc.ask(WINDOW, 'uploads:act', { keys: [stoppedOne?.key ?? ''], act: 'resume' })
    await until('it has its place', async () => (await checksumNow()) === sumOf(third))
  })

  it('never take a file of the program’s own', async () => {
    const answer = await pc.ask(WINDOW, 'uploads:drop', {
      paths: [join(folder, 'profile', 'settings.json')],
      folder: '',
    })
    expect(answer).toMatchObject({ outcome: 'refused' })
    expect(await statuses()).toEqual([])
  })
})
