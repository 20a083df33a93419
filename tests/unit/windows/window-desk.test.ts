import { beforeEach, describe, expect, it } from 'vitest'
import { HOME_RECORD, MAX_WINDOWS, type WindowRecord } from '../../../src/main/windows/window-record.ts'
import { DESK, DeskRig, WALL } from './window-desk-rig.ts'

const wall: WindowRecord = { ...HOME_RECORD, kind: 'wall', displayId: 2, isFullScreen: true }
const page: WindowRecord = { ...HOME_RECORD, kind: 'page', page: 'conflicts', siteId: 'north' }
const kinds = (records: readonly WindowRecord[]) => records.map(({ kind }) => kind)

let rig: DeskRig
beforeEach(() => {
  rig = new DeskRig()
})

describe('at the start', () => {
  it('a console opens when nothing is remembered', async () => {
    await rig.desk.restore()
    expect(rig.made.map(({ record }) => record)).toEqual([HOME_RECORD])
  })

  it('a console that is not remembered opens on the page that is set, and others on the page they had', async () => {
    rig.startPage = 'pending'
    await rig.desk.restore()
    expect(rig.made.map(({ record }) => record.page)).toEqual(['pending'])
    rig.window(1).close()
    rig.desk.focus()
    expect(rig.made.map(({ record }) => record.page)).toEqual(['pending', 'pending'])
    rig = new DeskRig([{ ...HOME_RECORD, page: 'conflicts' }])
    await rig.desk.restore()
    expect(rig.made.map(({ record }) => record.page)).toEqual(['conflicts'])
  })

  it('the first window is drawn before the others open, and none of them is forgotten meanwhile', async () => {
    rig = new DeskRig([HOME_RECORD, page, wall])
    await rig.desk.restore()
    expect(rig.made).toHaveLength(1)
    rig.window(1).go('settings')
    expect(kinds(rig.remembered)).toEqual(['console', 'page', 'wall'])
    rig.window(1).show()
    expect(rig.made.map(({ record }) => record.kind)).toEqual(['console', 'page', 'wall'])
    expect(rig.window(3).opening.isFullScreen).toBe(true)
  })

  it('a wall window whose screen is gone does not cover the console', async () => {
    rig = new DeskRig([HOME_RECORD, { ...wall, bounds: { x: 2_000, y: 0, width: 1_280, height: 720 } }])
    rig.screens = [DESK]
    await rig.desk.restore()
    rig.window(1).show()
    expect(rig.window(2).opening).toMatchObject({ isFullScreen: false, isAway: true })
  })
})

describe('further windows', () => {
  it('keep what they look at, each its own, for the next start', async () => {
    rig = new DeskRig([HOME_RECORD, page])
    await rig.desk.restore()
    rig.window(1).show()
    rig.desk.lookAt(1, 'south')
    expect([rig.desk.siteOf(1), rig.desk.siteOf(2), rig.desk.siteOf(9)]).toEqual(['south', 'north', null])
    expect(rig.remembered.map(({ siteId }) => siteId)).toEqual(['south', 'north'])
    expect(rig.desk.leadId((windowId) => rig.desk.siteOf(windowId) === 'north')).toBe(2)
  })

  it('look at the site of the window they were asked for in', async () => {
    rig = new DeskRig([HOME_RECORD, page])
    await rig.desk.restore()
    rig.window(1).show()
    rig.desk.open({ kind: 'wall', page: 'devices', target: {}, displayId: null }, 2)
    expect(rig.window(3).record).toMatchObject({ kind: 'wall', siteId: 'north', displayId: 2, isFullScreen: true })
    expect(kinds(rig.remembered)).toEqual(['console', 'page', 'wall'])
  })

  it('show what the menu was used on', async () => {
    rig = new DeskRig([{ ...HOME_RECORD, page: 'pending', target: { state: 'stale' } }])
    await rig.desk.restore()
    rig.desk.openLike('page', 1)
    rig.desk.openLike('console', null)
    expect(rig.window(2).record).toMatchObject({ kind: 'page', page: 'pending', target: { state: 'stale' } })
    expect(rig.window(3).record).toMatchObject({ kind: 'console', page: 'overview', target: {} })
  })

  it('are so many at most', async () => {
    await rig.desk.restore()
    for (let count = 1; count < MAX_WINDOWS; count += 1) rig.desk.openLike('page', 1)
    expect(() => rig.desk.openLike('page', 1)).toThrow(`${MAX_WINDOWS} windows are open`)
    expect(rig.desk.count).toBe(MAX_WINDOWS)
  })
})

describe('a page that a window does not show', () => {
  it('is shown by the console that was used last', async () => {
    rig = new DeskRig([HOME_RECORD, HOME_RECORD, wall])
    await rig.desk.restore()
    rig.window(1).show()
    rig.window(2).focus()
    rig.desk.show({ page: 'pending', target: {} }, 3)
    expect(rig.went).toEqual([{ windowId: 2, page: 'pending' }])
    expect(rig.window(2).done).toEqual(['focus', 'focus'])
  })

  it('gets a console when there is none', async () => {
    rig = new DeskRig([wall])
    await rig.desk.restore()
    rig.desk.show({ page: 'conflicts', target: {} }, 1)
    expect(rig.window(2).record).toMatchObject({ kind: 'console', page: 'conflicts' })
    expect(rig.went).toEqual([])
  })
})

describe('a page of a site that somebody asks for from outside', () => {
  const alarms = { page: 'health', target: { alarmId: 'a1' } } as const

  it('is shown by a console of that site, else by the one used last, which is told of the site', async () => {
    rig = new DeskRig([HOME_RECORD, { ...HOME_RECORD, siteId: 'north' }, wall])
    await rig.desk.restore()
    rig.window(1).show()
    rig.window(1).focus()
    rig.desk.showAt('north', alarms)
    rig.desk.showAt('harbour', alarms)
    expect(rig.went).toEqual([
      { windowId: 2, page: 'health', siteId: 'north' },
      { windowId: 2, page: 'health', siteId: 'harbour' },
    ])
    expect(rig.window(3).done).toEqual([])
  })

  it('gets a console that looks at that site when there is none', async () => {
    rig = new DeskRig([wall])
    await rig.desk.restore()
    rig.desk.showAt('north', alarms)
    expect(rig.window(2).record).toMatchObject({ kind: 'console', page: 'health', siteId: 'north' })
  })
})

describe('closing', () => {
  it('one of several forgets that one', async () => {
    rig = new DeskRig([HOME_RECORD, wall])
    await rig.desk.restore()
    rig.window(1).show()
    rig.window(1).close()
    expect(kinds(rig.remembered)).toEqual(['wall'])
    expect(rig.desk.leadId()).toBe(2)
  })

  it('the last one brings it back at the next start', async () => {
    rig = new DeskRig([HOME_RECORD, wall])
    await rig.desk.restore()
    rig.window(1).show()
    rig.window(2).close()
    await rig.clock.advance(60_000)
    rig.window(1).close()
    expect(kinds(rig.remembered)).toEqual(['console'])
    expect(rig.desk.leadId()).toBeNull()
  })

  it('all of them at once, as when somebody logs off, brings all of them back', async () => {
    rig = new DeskRig([HOME_RECORD, page, wall])
    await rig.desk.restore()
    rig.window(1).show()
    for (const window of rig.made) {
      window.close()
      await rig.clock.advance(100)
    }
    expect(kinds(rig.remembered)).toEqual(['console', 'page', 'wall'])
  })

  it('by quitting keeps all of them, and stops every timer', async () => {
    rig = new DeskRig([HOME_RECORD, wall])
    await rig.desk.restore()
    rig.window(1).show()
    await rig.desk.stop()
    for (const window of rig.made) window.close()
    expect(kinds(rig.remembered)).toEqual(['console', 'wall'])
    expect(rig.made.map(({ done }) => done)).toEqual([['stop'], ['stop']])
  })
})

describe('a second start of the app', () => {
  it('brings the console to the front, or opens one where there is no window', async () => {
    rig = new DeskRig([HOME_RECORD, wall])
    await rig.desk.restore()
    rig.window(1).show()
    rig.desk.focus()
    expect(rig.window(1).done).toEqual(['focus'])
    rig.window(1).close()
    rig.window(2).close()
    rig.desk.focus()
    expect(rig.window(3).record.kind).toBe('console')
  })
})

describe('what a window is told', () => {
  it('comes when it changes, and only then', async () => {
    await rig.desk.restore()
    rig.told.length = 0
    rig.window(1).go('pending')
    expect(rig.told).toEqual([])
    rig.window(1).setFullScreen(true)
    rig.screens = [DESK]
    rig.screensChanged()
    expect(rig.told.map(({ status }) => [status.isFullScreen, status.displays.length])).toEqual([
      [true, 2],
      [true, 1],
    ])
    expect(rig.window(1).done).toEqual(['screens 1'])
  })

  it('of its recovery comes once', async () => {
    await rig.desk.restore()
    rig.window(1).recovery = { reason: 'crashed', at: 5 }
    expect(rig.desk.describe(1).recovery).toEqual({ reason: 'crashed', at: 5 })
    expect(rig.desk.describe(1).recovery).toBeNull()
  })

  it('of a screen or a window that is gone is that it is gone', async () => {
    await rig.desk.restore()
    expect(() => rig.desk.place(1, { displayId: 99 })).toThrow('screen is not there')
    expect(() => rig.desk.describe(99)).toThrow('not open any more')
    rig.desk.place(1, { displayId: 2, isFullScreen: true })
    expect(rig.window(1)).toMatchObject({ done: ['move 2'], isFullScreen: true })
  })
})

describe('on a wall PC', () => {
  const away = { bounds: { x: 2_000, y: 0, width: 1_280, height: 720 } }

  it('a wall opens on each screen when nothing is remembered, and what is remembered otherwise', async () => {
    rig.mode = { isKiosk: false, isWall: true }
    await rig.desk.restore()
    rig.window(1).show()
    expect(rig.made.map(({ record }) => [record.kind, record.displayId, record.isFullScreen])).toEqual([
      ['wall', 1, true],
      ['wall', 2, true],
    ])
    expect(rig.made.map(({ hold }) => hold)).toEqual(['full-screen', 'full-screen'])
    rig = new DeskRig([HOME_RECORD])
    rig.mode = { isKiosk: false, isWall: true }
    await rig.desk.restore()
    expect(rig.made.map(({ record, hold }) => [record.kind, hold])).toEqual([['console', 'free']])
  })

  it('a window whose screen is gone steps aside, and is back when its screen is', async () => {
    rig = new DeskRig([HOME_RECORD, { ...wall, ...away }])
    rig.mode = { isKiosk: false, isWall: true }
    await rig.desk.restore()
    rig.window(1).show()
    rig.window(2).isAway = true
    rig.screens = [DESK]
    rig.screensChanged()
    expect(rig.made.map(({ isAside }) => isAside)).toEqual([false, true])
    rig.window(2).isAway = false
    rig.screens = [DESK, WALL]
    rig.screensChanged()
    expect(rig.made.map(({ isAside }) => isAside)).toEqual([false, false])
  })

  it('the only picture there is stays, wherever it belongs', async () => {
    rig = new DeskRig([{ ...wall, ...away }])
    rig.mode = { isKiosk: true, isWall: true }
    rig.screens = [DESK]
    await rig.desk.restore()
    expect(rig.window(1)).toMatchObject({ isAway: true, isAside: false, hold: 'kiosk' })
  })

  it('that is none, a window whose screen is gone is still there', async () => {
    rig = new DeskRig([HOME_RECORD, { ...wall, ...away }])
    rig.screens = [DESK]
    await rig.desk.restore()
    rig.window(1).show()
    expect(rig.window(2)).toMatchObject({ isAway: true, isAside: false })
  })
})

describe('in kiosk mode', () => {
  it('windows are held, and neither opened nor moved by anybody', async () => {
    rig = new DeskRig([HOME_RECORD, page])
    await rig.desk.restore()
    rig.window(1).show()
    rig.mode = { isKiosk: true, isWall: false }
    rig.desk.modeChanged()
    expect(rig.made.map(({ hold }) => hold)).toEqual(['kiosk', 'kiosk'])
    const held = 'In kiosk mode windows are neither opened nor moved nor closed.'
    expect(() => rig.desk.openLike('wall', 1)).toThrow(held)
    expect(() => rig.desk.place(1, { isFullScreen: false })).toThrow(held)
    rig.mode = { isKiosk: false, isWall: false }
    rig.desk.modeChanged()
    expect(rig.made.map(({ hold }) => hold)).toEqual(['free', 'free'])
    rig.desk.openLike('page', 1)
    expect(rig.desk.count).toBe(3)
  })

  it('a page that no window shows is shown all the same', async () => {
    rig = new DeskRig([wall])
    rig.mode = { isKiosk: true, isWall: false }
    await rig.desk.restore()
    rig.desk.show({ page: 'conflicts', target: {} }, 1)
    expect(rig.window(2)).toMatchObject({ hold: 'kiosk', record: { kind: 'console', page: 'conflicts' } })
  })
})
