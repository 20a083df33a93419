import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { GraphicsMemory } from '../../../src/main/windows/graphics-memory.ts'

const DAY_MS = 86_400_000

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outpost-graphics-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** One start; resolves with whether the hardware was left out. */
async function start(now: number, options: { isBroken?: boolean; electron?: string; file?: string } = {}) {
  const { isBroken = true, electron = '45.4.1', file = join(folder, 'graphics.json') } = options
  let isLeftOut = false
  const memory = new GraphicsMemory({
    file,
    electronVersion: electron,
    now: () => now,
    graphics: {
      drawInSoftware: () => {
        isLeftOut = true
      },
      isInSoftware: () => isBroken || isLeftOut,
    },
    logger: silentLogger,
  })
  memory.follow()
  await memory.learn()
  return isLeftOut
}

describe('GraphicsMemory', () => {
  it('leaves the hardware out where it has failed, tries it again after a week, and believes what it sees then', async () => {
    expect(await start(0)).toBe(false)
    expect(await start(DAY_MS)).toBe(true)
    expect(await start(6 * DAY_MS)).toBe(true)
    expect(await start(7 * DAY_MS)).toBe(false)
    expect(await start(8 * DAY_MS)).toBe(true)
    expect(await start(14 * DAY_MS, { isBroken: false })).toBe(false)
    expect(await start(15 * DAY_MS, { isBroken: false })).toBe(false)
  })

  it('tries it with another version, and with a clock that was put back', async () => {
    await start(DAY_MS)
    expect(await start(2 * DAY_MS, { electron: '46.0.0' })).toBe(false)
    await start(3 * DAY_MS)
    expect(await start(0)).toBe(false)
  })

  it('uses hardware that works, and writes nothing', async () => {
    expect(await start(0, { isBroken: false })).toBe(false)
    await expect(readFile(join(folder, 'graphics.json'))).rejects.toThrow('ENOENT')
  })

  it.each(['', '{', '[]', '{"electron":"45.4.1","failedAt":null}', 'x'.repeat(2_000)])(
    'ignores a broken file: %.20s',
    async (text) => {
      await writeFile(join(folder, 'graphics.json'), text)
      expect(await start(0)).toBe(false)
      expect(await start(1)).toBe(true)
    },
  )

  it('starts where nothing can be written', async () => {
    expect(await start(0, { file: join(folder, 'none', 'graphics.json') })).toBe(false)
  })
})
