import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { MIN_HEIGHT, MIN_WIDTH, placeWindow, type Rectangle } from '../../../src/main/windows/window-bounds.ts'
import { WindowStateFile } from '../../../src/main/windows/window-state-file.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const SCREEN: Rectangle = { x: 0, y: 0, width: 1_920, height: 1_080 }
const LEFT_SCREEN: Rectangle = { x: -2_560, y: -200, width: 2_560, height: 1_440 }

describe('placeWindow', () => {
  it('puts the window where it was', () => {
    const saved = { x: -2_000, y: 0, width: 1_200, height: 800 }
    expect(placeWindow(saved, [SCREEN, LEFT_SCREEN])).toEqual(saved)
  })

  it('lets the system choose the place when the screen is gone', () => {
    const placement = placeWindow({ x: -2_000, y: 0, width: 1_200, height: 800 }, [SCREEN])
    expect(placement).toEqual({ width: 1_440, height: 900 })
  })

  it('never opens smaller than the smallest size, nor out of reach', () => {
    const coordinate = fc.integer({ min: -5_000, max: 5_000 })
    const size = fc.integer({ min: 1, max: 9_000 })
    const rectangle = fc.record({ x: coordinate, y: coordinate, width: size, height: size })
    fc.assert(
      fc.property(fc.option(rectangle), fc.array(rectangle, { maxLength: 3 }), (saved, screens) => {
        const { x, y, width, height } = placeWindow(saved, screens)
        expect(width).toBeGreaterThanOrEqual(MIN_WIDTH)
        expect(height).toBeGreaterThanOrEqual(MIN_HEIGHT)
        if (x === undefined || y === undefined) return
        const isOnScreen = screens.some(
          (screen) =>
            x < screen.x + screen.width && x + width > screen.x && y >= screen.y && y < screen.y + screen.height,
        )
        expect(isOnScreen).toBe(true)
      }),
    )
  })
})

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

  const state = (x: number) => ({
    bounds: { x, y: 0, width: 1_200, height: 800 },
    isMaximized: false,
    isFullScreen: false,
  })
  const open = (target = path) => new WindowStateFile({ path: target, clock, logger: silentLogger })

  it('saves the last of many moves once they pause', async () => {
    const file = open()
    for (let x = 0; x < 50; x += 1) file.remember(state(x))
    expect(clock.pending).toBe(1)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
    await clock.advance(500)
    await file.flush()
    expect(await open().load()).toEqual(state(49))
  })

  it('saves at once when the app ends, and leaves no timer', async () => {
    const file = open()
    file.remember(state(7))
    await file.flush()
    expect(clock.pending).toBe(0)
    expect(await open().load()).toEqual(state(7))
  })

  it.each(['', '{}', '{"bounds":{"x":"a"}}', '[]', JSON.stringify(state(1e9))])(
    'takes %j for nothing',
    async (text) => {
      await writeFile(path, text)
      expect(await open().load()).toBeNull()
    },
  )

  it('does not mind that it cannot save', async () => {
    const file = open(join(folder, 'none', 'window.json'))
    file.remember(state(1))
    await expect(file.flush()).resolves.toBeUndefined()
  })
})
