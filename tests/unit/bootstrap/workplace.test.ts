import { beforeEach, describe, expect, it } from 'vitest'
import { type EffectiveSettings, type Settings, settingsSchema } from '#shared/domain/settings.ts'
import { Workplace } from '../../../src/main/bootstrap/workplace.ts'
import type { AutostartState } from '../../../src/main/platform/autostart.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'

let values: Settings
let source: 'settings' | 'policy'
let state: AutostartState
let failure: Error | null
let isWallOpen: boolean
let held: number
let set: boolean[]
let workplace: Workplace

beforeEach(() => {
  values = settingsSchema.parse({})
  source = 'settings'
  state = 'off'
  failure = null
  isWallOpen = false
  held = 0
  set = []
  workplace = new Workplace({
    settings: () => ({ values, sources: { startAtLogin: source } }) as unknown as EffectiveSettings,
    autostart: {
      look: async () => state,
      async set(isOn) {
        if (failure !== null) throw failure
        set.push(isOn)
        state = isOn ? 'on' : 'off'
      },
    },
    awake: {
      keepScreensOn() {
        held += 1
        return () => {
          held -= 1
        }
      },
    },
    hasWall: () => isWallOpen,
    logger: silentLogger,
  })
})

function change(settings: Partial<Settings>): void {
  values = { ...values, ...settings }
  workplace.settingsChanged()
}

describe('starting at login', () => {
  it('is set up when it is switched on, and taken away when it is switched off', async () => {
    await workplace.run()
    change({ startAtLogin: true })
    expect(await workplace.autostart()).toEqual({ state: 'on', problem: null })
    change({ startAtLogin: false })
    change({ theme: 'dark' })
    expect(await workplace.autostart()).toEqual({ state: 'off', problem: null })
    expect(set).toEqual([true, false])
  })

  it('that somebody has taken away is put back for an administrator, and for an operator only when asked', async () => {
    values = { ...values, startAtLogin: true }
    await workplace.run()
    expect(set).toEqual([])
    expect(await workplace.setUpAutostart()).toEqual({ state: 'on', problem: null })
    state = 'off'
    source = 'policy'
    await workplace.run()
    expect(state).toBe('on')
  })

  it('that an administrator has set up for all users is left as it is', async () => {
    ;[values, source, state] = [{ ...values, startAtLogin: true }, 'policy', 'all']
    await workplace.run()
    expect(set).toEqual([])
  })

  it('that the system refuses is told until it works', async () => {
    failure = new Error('the disk is full')
    change({ startAtLogin: true })
    expect(await workplace.autostart()).toEqual({ state: 'off', problem: 'the disk is full' })
    failure = null
    expect(await workplace.setUpAutostart()).toEqual({ state: 'on', problem: null })
  })
})

describe('the screens', () => {
  it.each([
    ['walls', {}, false, 0],
    ['walls', {}, true, 1],
    ['walls', { kiosk: true }, false, 1],
    ['walls', { wall: true }, false, 1],
    ['never', { kiosk: true, wall: true }, true, 0],
    ['always', {}, false, 1],
  ] as const)('with %s, %j and a wall open: %s, are held on %i times', async (keepAwake, settings, isOpen, times) => {
    isWallOpen = isOpen
    change({ keepAwake, ...settings })
    await workplace.run()
    workplace.windowsChanged()
    expect(held).toBe(times)
    workplace.stop()
    expect(held).toBe(0)
  })

  it('may go dark when the last wall is closed', async () => {
    isWallOpen = true
    await workplace.run()
    isWallOpen = false
    workplace.windowsChanged()
    expect(held).toBe(0)
  })
})
