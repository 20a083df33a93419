import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { HOME_RECORD, MAX_WINDOWS, type WindowRecord } from '../../../src/main/windows/window-record.ts'
import { WindowStateFile } from '../../../src/main/windows/window-state-file.ts'
import { ManualClock } from '../../support/manual-clock.ts'

describe('WindowStateFile', () => {
  let folder: string
  let path: string
  let clock: ManualClock
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outpost-window-'))
    path = join(folder, 'window.json')
    clock = new ManualClock()
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const consoleAt = (x: number): WindowRecord => ({ ...HOME_RECORD, bounds: { x, y: 0, width: 1_200, height: 800 } })
  const wall: WindowRecord = {
    ...HOME_RECORD,
    kind: 'wall',
    target: { deviceId: 'gate-1' },
    siteId: 'north',
    displayId: 3,
    isFullScreen: true,
  }
  const open = (target = path) => new WindowStateFile({ path: target, clock, logger: silentLogger })

  it('saves the last of many moves once they pause', async () => {
    const file = open()
    for (let x = 0; x < 50; x += 1) file.remember([consoleAt(x)])
    expect(clock.pending).toBe(1)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
    await clock.advance(500)
    await file.flush()
    expect(await open().load()).toEqual([consoleAt(49)])
  })

  it('saves all windows at once when the app ends, and leaves no timer', async () => {
    const file = open()
    file.remember([consoleAt(7), wall])
    await file.flush()
    expect(clock.pending).toBe(0)
    expect(await open().load()).toEqual([consoleAt(7), wall])
  })

  it('names the consoles first, whatever order they were opened in', async () => {
    const file = open()
    file.remember([wall, consoleAt(1), wall, consoleAt(2)])
    await file.flush()
    expect((await open().load()).map(({ kind }) => kind)).toEqual(['console', 'console', 'wall', 'wall'])
  })

  it('reads the file of the versions that had one window', async () => {
    const { bounds } = consoleAt(5)
    await writeFile(path, JSON.stringify({ bounds, isMaximized: true, isFullScreen: false }))
    expect(await open().load()).toEqual([{ ...consoleAt(5), isMaximized: true }])
  })

  it('loses of a damaged window only what is damaged', async () => {
    const damaged = { ...wall, bounds: { x: 'a' }, target: { deviceId: '../..' }, page: 'nowhere', isMaximized: 3 }
    await writeFile(path, JSON.stringify({ version: 2, windows: [consoleAt(1), damaged, 'nothing', null] }))
    expect(await open().load()).toEqual([consoleAt(1), { ...wall, target: {} }])
  })

  it('opens no more windows than the app has', async () => {
    await writeFile(path, JSON.stringify({ windows: Array.from({ length: 500 }, () => ({})) }))
    expect(await open().load()).toHaveLength(MAX_WINDOWS)
  })

  it.each(['', '{}', '{"bounds":{"x":"a"}}', '[]', '{"windows":3}', '{"version":2'])(
    'takes %j for nothing',
    async (text) => {
      await writeFile(path, text)
      expect(await open().load()).toEqual([])
    },
  )

  it('does not mind that it cannot save', async () => {
    const file = open(join(folder, 'none', 'window.json'))
    file.remember([HOME_RECORD])
    await expect(file.flush()).resolves.toBeUndefined()
  })
})
