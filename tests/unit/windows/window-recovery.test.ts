import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { APP_ERROR_URL } from '../../../src/main/windows/app-files.ts'
import { recoverPage } from '../../../src/main/windows/window-recovery.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const WALL = 'app://console/#/wall/devices'

/** The contents of a window whose page does what a test says. */
class FakePage extends EventEmitter {
  readonly loaded: string[] = []
  isHanging = false
  areToolsOpen = false
  ended = 0

  isDestroyed = () => false
  isCrashed = () => false
  isLoading = () => false
  isDevToolsOpened = () => this.areToolsOpen
  processId = 4_711
  isDeaf = false
  getOSProcessId = () => this.processId
  executeJavaScript = () => (this.isHanging ? new Promise<never>(() => undefined) : Promise.resolve(true))
  loadURL(url: string): Promise<void> {
    this.loaded.push(url)
    this.isHanging = false
    return Promise.resolve()
  }
  forcefullyCrashRenderer(): void {
    this.ended += 1
    if (!this.isDeaf) queueMicrotask(() => this.end('crashed'))
  }
  end(reason: string): void {
    this.emit('render-process-gone', {}, { reason, exitCode: 1 })
  }
}

let clock: ManualClock
let url: string
const told: string[] = []
let kill: MockInstance<typeof process.kill>
beforeEach(() => {
  kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  clock = new ManualClock()
  url = WALL
  told.length = 0
})

function watched() {
  const page = new FakePage()
  const contents = page as unknown as WebContents
  const onRecovering = (reason: string): void => void told.push(reason)
  const stop = recoverPage(contents, { url: () => url, onRecovering, clock, logger: silentLogger })
  return { page, stop }
}

describe('a page that fails', () => {
  it('is loaded again at once, where it was when it failed', async () => {
    const { page } = watched()
    url = 'app://console/#/pending?state=stale'
    page.end('killed')
    await clock.advance(0)
    expect(page.loaded).toEqual([url])
    expect(told).toEqual(['crashed'])
  })

  it('gives way to the error page after three times in a minute', async () => {
    const { page } = watched()
    for (let time = 0; time < 4; time += 1) {
      page.end('oom')
      await clock.advance(1_000)
    }
    expect(page.loaded).toEqual([WALL, WALL, WALL, APP_ERROR_URL])
    expect(told).toHaveLength(3)
    await clock.advance(60_000)
    page.end('oom')
    await clock.advance(0)
    expect(page.loaded.at(-1)).toBe(WALL)
  })

  it('does not count for the other windows', async () => {
    const [first, second] = [watched(), watched()]
    for (let time = 0; time < 4; time += 1) {
      first.page.end('crashed')
      await clock.advance(100)
    }
    second.page.end('crashed')
    await clock.advance(0)
    expect(first.page.loaded.at(-1)).toBe(APP_ERROR_URL)
    expect(second.page.loaded).toEqual([WALL])
  })

  it('is left alone when it ended by itself', async () => {
    const { page } = watched()
    page.end('clean-exit')
    await clock.advance(1_000)
    expect([page.loaded, told]).toEqual([[], []])
  })

  it('is loaded again when it could not be loaded, unless another load took its place', async () => {
    const { page } = watched()
    page.emit('did-fail-load', {}, -3, 'ERR_ABORTED', WALL, true)
    page.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://console/x.js', false)
    await clock.advance(0)
    expect(page.loaded).toEqual([])
    page.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', WALL, true)
    await clock.advance(0)
    expect([page.loaded, told]).toEqual([[WALL], ['failed']])
  })
})

describe('a page that hangs', () => {
  it('is ended and made anew, whoever notices it', async () => {
    const { page } = watched()
    page.emit('unresponsive')
    await clock.advance(0)
    expect([page.ended, page.loaded, told]).toEqual([1, [WALL], ['hung']])
    page.isHanging = true
    await clock.advance(16_000)
    expect([page.ended, told]).toEqual([2, ['hung', 'hung']])
  })

  it('is ended from outside when its process does not hear', async () => {
    const { page } = watched()
    page.isDeaf = true
    page.emit('unresponsive')
    await clock.advance(2_000)
    expect(kill.mock.calls).toEqual([[4_711, 'SIGKILL']])
  })

  it('never takes the app with it when it has no process', async () => {
    const { page } = watched()
    page.isDeaf = true
    page.processId = 0
    page.emit('unresponsive')
    await clock.advance(2_000)
    expect(kill).not.toHaveBeenCalled()
  })

  it('may stand at a breakpoint as long as somebody looks at it', async () => {
    const { page } = watched()
    page.areToolsOpen = true
    page.isHanging = true
    page.emit('unresponsive')
    await clock.advance(60_000)
    expect(page.ended).toBe(0)
  })

  it('is watched no more once its window is closed', async () => {
    const { page, stop } = watched()
    await clock.advance(1_000)
    stop()
    page.isHanging = true
    await clock.advance(60_000)
    expect([page.ended, clock.pending]).toEqual([0, 0])
  })
})
