import { beforeEach, describe, expect, it } from 'vitest'
import { WindowSites, type WindowSwitch } from '../../../src/main/bootstrap/window-sites.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'

let there: Set<string>
let first: string
let remembered: Map<number, string>
let switches: WindowSwitch[]
let windows: WindowSites

beforeEach(() => {
  there = new Set(['north', 'south'])
  first = 'north'
  switches = []
  remembered = new Map()
  const memory = {
    siteOf: (windowId: number) => remembered.get(windowId) ?? null,
    lookAt: (windowId: number, siteId: string) => void remembered.set(windowId, siteId),
  }
  const isThere = (siteId: string): boolean => there.has(siteId)
  windows = new WindowSites({ firstSite: () => first, isThere, memory, logger: silentLogger })
  windows.onSwitched((change) => switches.push(change))
})

describe('the site of a window', () => {
  it('is the first one until it switches, and its own from then on', () => {
    expect([windows.siteOf(1), windows.siteOf(2)]).toEqual(['north', 'north'])
    windows.switchTo(1, 'south')
    first = 'south'
    expect([windows.siteOf(1), windows.siteOf(2), windows.siteOf(3)]).toEqual(['south', 'north', 'south'])
    expect(switches).toEqual([{ windowId: 1, from: 'north', to: 'south', isRenewed: false }])
  })

  it('is told once where nothing changes', () => {
    windows.switchTo(1, 'north')
    expect(switches).toEqual([])
  })

  it('is another one when its own is gone, for the windows that looked at it only', () => {
    windows.switchTo(1, 'south')
    windows.siteOf(2)
    there.delete('south')
    windows.settle()
    expect(switches.at(-1)).toEqual({ windowId: 1, from: 'south', to: 'north', isRenewed: false })
    expect(switches).toHaveLength(2)
    expect(windows.isLooking(1, 'north')).toBe(true)
  })

  it('stays while there is none to look at instead', () => {
    windows.switchTo(1, 'south')
    there.clear()
    windows.settle()
    expect(windows.siteOf(1)).toBe('south')
  })

  it('is to be read anew when another place is open under its id', () => {
    windows.switchTo(1, 'south')
    windows.siteOf(2)
    windows.renew('south')
    expect(switches.slice(1)).toEqual([{ windowId: 1, from: 'south', to: 'south', isRenewed: true }])
  })

  it('is the remembered one after a restart, as long as it is there', () => {
    remembered.set(1, 'south').set(2, 'gone')
    expect([windows.siteOf(1), windows.siteOf(2)]).toEqual(['south', 'north'])
    expect(remembered.get(2)).toBe('north')
  })

  it('is forgotten with the window', () => {
    windows.switchTo(1, 'south')
    windows.forget(1)
    remembered.delete(1)
    expect(windows.siteOf(1)).toBe('north')
  })
})
