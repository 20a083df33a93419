import { afterEach, describe, expect, it, vi } from 'vitest'
import { followAppearance, themeOf } from '../../../../src/renderer/app/appearance.ts'
import { createOutpost } from '../../../../src/renderer/app/context.tsx'
import { createClient } from '../../../../src/renderer/ipc/client.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'

afterEach(() => vi.unstubAllGlobals())

/** The system's wishes, which can change. */
function systemThat(wishes: Set<string>) {
  const listeners = new Set<() => void>()
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() {
      return wishes.has(query)
    },
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }))
  return {
    listeners,
    wish: (...next: string[]) => {
      wishes.clear()
      for (const query of next) wishes.add(query)
      for (const listener of listeners) listener()
    },
  }
}

const LIGHT = '(prefers-color-scheme: light)'
const CONTRAST = '(prefers-contrast: more)'

describe('the theme', () => {
  it('is what the operator chose, whatever the system wants', () => {
    const system = { isLight: true, wantsContrast: true }
    expect(themeOf('dark', system)).toBe('dark')
    expect(themeOf('light', { isLight: false, wantsContrast: true })).toBe('light')
    expect(themeOf('high-contrast', { isLight: true, wantsContrast: false })).toBe('high-contrast')
  })

  it('follows the system while it runs: light, dark, and more contrast', () => {
    const system = systemThat(new Set())
    const fake = new FakeMain({ scenario: 'online', deviceCount: 1, now: 0 })
    const stop = followAppearance(createOutpost(createClient(fake.bridge, undefined, fake.feed)))
    const shown = () => document.documentElement.dataset['theme']
    expect(shown()).toBe('dark')
    system.wish(LIGHT)
    expect(shown()).toBe('light')
    system.wish(LIGHT, CONTRAST)
    expect(shown()).toBe('high-contrast-light')
    system.wish(CONTRAST)
    expect(shown()).toBe('high-contrast')
    stop()
    expect(system.listeners.size).toBe(0)
  })
})
