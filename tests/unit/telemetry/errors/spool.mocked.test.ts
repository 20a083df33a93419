import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeNewFile } from '../../../../src/main/platform/file-atomic.ts'
import { listCrashDumps, MAX_DUMPS, tidyCrashDumps } from '../../../../src/main/telemetry/errors/crash-dumps.ts'
import { EventSpool, forgetKept, MAX_KEPT_BYTES, MAX_KEPT_EVENTS } from '../../../../src/main/telemetry/errors/spool.ts'

vi.mock(import('../../../../src/main/platform/file-atomic.ts'), async (original) => {
  const all = await original()
  return { ...all, writeNewFile: vi.fn<typeof all.writeNewFile>(all.writeNewFile) }
})

let folder: string
let at: number
let told: string[]

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'outpost-spool-')), 'error-reports')
  at = 1_700_000_000_000
  told = []
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

async function open(): Promise<EventSpool> {
  const spool = new EventSpool({
    folder,
    now: () => at++,
    onDropped: (reason, count) => told.push(`${reason} ${count}`),
    onUnstored: (cause) => told.push(`unstored ${cause instanceof Error ? cause.message : ''}`),
  })
  await spool.open()
  return spool
}

const idOf = (n: number): string => n.toString(16).padStart(32, '0')
const textOf = (n: number, filling = ''): string => JSON.stringify({ event_id: idOf(n), filling })

describe('reports that wait', () => {
  it('are there after a restart, the oldest first, and only once', async () => {
    const spool = await open()
    for (const n of [3, 1, 2]) await spool.add(idOf(n), textOf(n))
    await spool.remove(idOf(3))
    const again = await open()
    expect([again.count, again.oldest?.id]).toEqual([2, idOf(1)])
    expect(await again.read(idOf(1))).toBe(textOf(1))
  })

  it('are bounded by number: the oldest go, and are counted', async () => {
    const spool = await open()
    for (let n = 1; n <= MAX_KEPT_EVENTS + 3; n += 1) await spool.add(idOf(n), textOf(n))
    expect([spool.count, spool.oldest?.id]).toEqual([MAX_KEPT_EVENTS, idOf(4)])
    expect(await readdir(folder)).toHaveLength(MAX_KEPT_EVENTS)
    expect(told).toEqual(['full 1', 'full 1', 'full 1'])
  })

  it('are bounded by size', async () => {
    const spool = await open()
    const filling = 'x'.repeat(Math.floor(MAX_KEPT_BYTES / 4))
    for (let n = 1; n <= 5; n += 1) await spool.add(idOf(n), textOf(n, filling))
    expect(spool.count).toBe(3)
    expect(spool.bytes).toBeLessThanOrEqual(MAX_KEPT_BYTES)
  })

  it('that cannot be read are dropped and counted, and hold up no other', async () => {
    const spool = await open()
    for (const n of [1, 2, 3]) await spool.add(idOf(n), textOf(n))
    const files = (await readdir(folder)).toSorted()
    await writeFile(join(folder, files[0] ?? ''), textOf(1).slice(0, 20))
    await writeFile(join(folder, files[1] ?? ''), textOf(9))
    await writeFile(join(folder, 'notes.txt'), 'not a report')
    const again = await open()
    expect(await again.read(idOf(1))).toBeNull()
    expect(await again.read(idOf(2))).toBeNull()
    expect(await again.read(idOf(3))).toBe(textOf(3))
    expect(told).toEqual(['broken 1', 'broken 1'])
    expect(await readFile(join(folder, 'notes.txt'), 'utf8')).toBe('not a report')
  })

  it('wait in memory when the disk is full, and leave no half file', async () => {
    const spool = await open()
    vi.mocked(writeNewFile).mockRejectedValueOnce(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
    await spool.add(idOf(1), textOf(1))
    expect(told).toEqual(['unstored no space left'])
    expect(await spool.read(idOf(1))).toBe(textOf(1))
    expect(await readdir(folder)).toEqual([])
  })

  it('are gone with their folder when reports are switched off', async () => {
    const spool = await open()
    await spool.add(idOf(1), textOf(1))
    await forgetKept(folder)
    await expect(readdir(folder)).rejects.toThrow('ENOENT')
    await expect(forgetKept(folder)).resolves.toBeUndefined()
  })
})

describe('crash dumps', () => {
  it('are the newest ten, none older than thirty days', async () => {
    const { mkdir, utimes } = await import('node:fs/promises')
    await mkdir(join(folder, 'pending'), { recursive: true })
    const now = 1_700_000_000_000
    const days = [31, 40, ...Array.from({ length: MAX_DUMPS + 2 }, (_, day) => day)]
    for (const day of days) {
      const file = join(folder, 'pending', `${day}.dmp`)
      await writeFile(file, 'x')
      await writeFile(file.replace('.dmp', '.meta'), 'x')
      await utimes(file, new Date(now), new Date(now - day * 86_400_000))
    }
    await tidyCrashDumps(folder, now)
    const left = await listCrashDumps(folder)
    expect(left.map(({ file }) => file.split('/').at(-1))).toEqual(
      Array.from({ length: MAX_DUMPS }, (_, day) => `${day}.dmp`),
    )
    expect(await readdir(join(folder, 'pending'))).toHaveLength(MAX_DUMPS * 2)
  })
})
