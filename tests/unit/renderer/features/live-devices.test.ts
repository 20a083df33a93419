import { describe, expect, it, vi } from 'vitest'
import type { EntityReport } from '#shared/domain/view.ts'
import { HOLD_AFTER_MS, SHOW_EVERY_MS } from '../../../../src/renderer/features/devices/live-devices.ts'
import { deviceView, mark, SOON } from '../support.tsx'
import { liveList, named, THREE } from './live-list.ts'

describe('the live list of devices', () => {
  it('sorts by name, numbers as numbers, and finds several words in any field', async () => {
    const { live, ids } = await liveList(THREE)
    expect(ids()).toEqual(['b', 'a', 'c'])
    live.change({ search: 'central gate' })
    expect(ids()).toEqual(['b', 'a'])
    live.change({ search: '', isPendingOnly: true })
    expect(ids()).toEqual([])
  })

  describe('of devices in groups', () => {
    const inGroups = (id: string, ...groups: string[]) =>
      deviceView(id, { data: { ...deviceView(id).data, name: id, ...(groups.length === 0 ? {} : { groups }) } })
    const FOUR = [
      inGroups('a', 'North', 'Lobby'),
      inGroups('b', 'North'),
      inGroups('c'),
      inGroups('d', 'Lobby', 'North'),
    ]

    it('shows those of one group, and finds them by its name', async () => {
      const { live, ids } = await liveList(FOUR)
      live.change({ memberOf: 'Lobby' })
      expect(ids()).toEqual(['a', 'd'])
      live.change({ memberOf: '', search: 'lob' })
      expect(ids()).toEqual(['a', 'd'])
    })

    it('stands each once under all of its groups, those without last', async () => {
      const { live, ids } = await liveList(FOUR)
      live.change({ group: 'groups' })
      expect(ids()).toEqual(['group/Lobby\nNorth', 'a', 'd', 'group/North', 'b', 'group/', 'c'])
    })

    it('counts a device in each of its groups, and no more once it leaves one', async () => {
      const { live, clock, say } = await liveList(FOUR)
      expect(Object.fromEntries(live.shown().memberCounts)).toEqual({ North: 3, Lobby: 2 })
      await say([inGroups('a', 'Lobby')], ['d'])
      clock.pass(SHOW_EVERY_MS)
      expect(Object.fromEntries(live.shown().memberCounts)).toEqual({ North: 1, Lobby: 1 })
    })
  })

  it('shows a new order at most twice a second, and new values at once', async () => {
    const { live, clock, say, ids } = await liveList(THREE)
    await say([named('c', 'Atrium')])
    expect(ids()).toEqual(['b', 'a', 'c'])
    expect(live.rowOf('c')?.data.name).toBe('Atrium')
    clock.pass(SHOW_EVERY_MS)
    expect(ids()).toEqual(['c', 'b', 'a'])
  })

  it('tells a row, and no other, that its device changed', async () => {
    const { live, say } = await liveList(THREE)
    const told: string[] = []
    for (const id of ['a', 'b', 'c']) live.subscribeRow(id, () => told.push(id))
    await say([named('b', 'Gate 3')])
    expect(told).toEqual(['b'])
  })

  it('holds the order while the rows are read, counts what waits, and shows it some time after they are left', async () => {
    const { live, clock, say, ids } = await liveList(THREE)
    live.setHeld(true)
    await say([named('c', 'Atrium'), named('d', 'Zoo')])
    clock.pass(SHOW_EVERY_MS)
    expect(ids()).toEqual(['b', 'a', 'c'])
    expect(live.shown().waiting).toBe(2)
    live.setHeld(false)
    expect(ids()).toEqual(['b', 'a', 'c'])
    clock.pass(HOLD_AFTER_MS)
    expect(ids()).toEqual(['c', 'b', 'a', 'd'])
    expect(live.shown().waiting).toBe(0)
  })

  it('holds the order while the rows are scrolled, with values and counts going on, and shows it some time after', async () => {
    const { live, clock, say, ids } = await liveList(THREE)
    const told: string[] = []
    live.subscribeRow('c', () => told.push('c'))
    for (let scroll = 0; scroll < 5; scroll += 1) {
      live.scrolled()
      clock.pass(HOLD_AFTER_MS - 1)
    }
    await say([named('c', 'Atrium'), named('d', 'Zoo')])
    live.scrolled()
    clock.pass(SHOW_EVERY_MS)
    expect(ids()).toEqual(['b', 'a', 'c'])
    expect({ told, name: live.rowOf('c')?.data.name }).toEqual({ told: ['c'], name: 'Atrium' })
    expect(live.shown()).toMatchObject({ waiting: 2, total: 4, matching: 4 })
    clock.pass(HOLD_AFTER_MS)
    expect(ids()).toEqual(['c', 'b', 'a', 'd'])
    expect(live.shown().waiting).toBe(0)
  })

  it('holds the order that is seen when somebody comes, and counts what has moved since it was shown', async () => {
    const { live, clock, say, ids } = await liveList(THREE)
    await say([named('c', 'Atrium')], ['a'])
    live.setHeld(true)
    expect(ids()).toEqual(['b', 'a', 'c'])
    expect(live.rowOf('a')).toMatchObject({ isGone: true })
    clock.pass(SHOW_EVERY_MS)
    expect(ids()).toEqual(['b', 'a', 'c'])
    expect(live.shown().waiting).toBe(2)
    live.refresh()
    expect(ids()).toEqual(['c', 'b'])
    expect(live.shown().waiting).toBe(0)
  })

  it('does not let go of rows that the pointer is in because they are scrolled', async () => {
    const { live, clock, say, ids } = await liveList(THREE)
    live.setHeld(true)
    live.scrolled()
    await say([named('c', 'Atrium')])
    clock.pass(HOLD_AFTER_MS)
    expect(ids()).toEqual(['b', 'a', 'c'])
  })

  it('goes on holding when the pointer is back before that', async () => {
    const { live, clock, say, ids } = await liveList(THREE)
    live.setHeld(true)
    await say([named('c', 'Atrium')])
    live.setHeld(false)
    clock.pass(HOLD_AFTER_MS - 1)
    live.setHeld(true)
    clock.pass(HOLD_AFTER_MS)
    expect(ids()).toEqual(['b', 'a', 'c'])
    live.refresh()
    expect(ids()).toEqual(['c', 'b', 'a'])
    expect(live.shown().waiting).toBe(0)
  })

  it('leaves a deleted device in its place, marked, while the rows are read', async () => {
    const { live, clock, say, ids } = await liveList(THREE)
    live.setHeld(true)
    await say([], ['a'])
    clock.pass(SHOW_EVERY_MS)
    expect(ids()).toEqual(['b', 'a', 'c'])
    expect(live.rowOf('a')).toMatchObject({ isGone: true, data: { name: 'Gate 10' } })
    live.refresh()
    expect(ids()).toEqual(['b', 'c'])
  })

  it('gives the hold up when all that was read is gone', async () => {
    const { live, say, ids } = await liveList(THREE)
    live.setHeld(true)
    await say([named('x', 'New')], ['a', 'b', 'c'])
    expect(ids()).toEqual(['x'])
  })

  it('follows another query at once even while it is held', async () => {
    const { live, say, ids } = await liveList(THREE)
    live.setHeld(true)
    await say([named('c', 'Atrium')])
    live.change({ sort: { columnId: 'name', isDescending: true } })
    expect(ids()).toEqual(['a', 'b', 'c'])
    expect(live.shown().waiting).toBe(0)
  })

  it('groups with counts, and leaves out the rows of a collapsed group', async () => {
    const at = (id: string, site: string) => deviceView(id, { data: { ...deviceView(id).data, site } })
    const { live, clock, say, ids } = await liveList([at('a', 'Station'), at('b', 'Airport'), at('c', 'Station')])
    live.change({ group: 'site' })
    expect(ids()).toEqual(['group/Airport', 'b', 'group/Station', 'a', 'c'])
    live.setCollapsed(new Set(['Station']))
    expect(ids()).toEqual(['group/Airport', 'b', 'group/Station'])
    await say([at('d', 'Station')])
    clock.pass(SHOW_EVERY_MS)
    expect(ids()).toEqual(['group/Airport', 'b', 'group/Station'])
    expect(Object.fromEntries(live.shown().groupCounts)).toEqual({ Airport: 1, Station: 3 })
    expect(live.matchingIds()).toEqual(['b', 'a', 'c', 'd'])
  })

  it('keeps the selection through updates, orders and filters, says how many are not shown, and drops deleted ones', async () => {
    const { live, clock, say } = await liveList(THREE)
    live.select(new Set(['a', 'c']))
    await say([named('a', 'Zoo')])
    live.change({ search: 'gate' })
    expect([...live.shown().selected]).toEqual(['a', 'c'])
    expect(live.shown().selectedHidden).toBe(2)
    await say([], ['c'])
    clock.pass(SHOW_EVERY_MS)
    expect([...live.shown().selected]).toEqual(['a'])
  })

  it('catches up on what happened while another page was open', async () => {
    const { live, say, stop, ids } = await liveList(THREE)
    live.select(new Set(['b']))
    stop()
    await say([named('c', 'Atrium'), named('d', 'Zoo')], ['a'])
    live.start()
    expect(ids()).toEqual(['c', 'b', 'd'])
    expect([...live.shown().selected]).toEqual(['b'])
    expect(live.shown().total).toBe(3)
  })

  it('catches up each time it is shown again', async () => {
    const { live, say, stop, ids } = await liveList(THREE)
    stop()
    await say([named('c', 'Atrium')])
    const stopAgain = live.start()
    stopAgain()
    await say([named('d', 'Zoo')], ['b'])
    live.start()
    expect(ids()).toEqual(['c', 'a', 'd'])
  })

  it('counts status, places and what waits or needs a person', async () => {
    const offline = { ...deviceView('b').reported, status: 'offline' }
    const { live, clock, say } = await liveList([deviceView('a'), deviceView('b', { reported: offline })])
    await say([deviceView('a', { pending: [mark({ state: 'conflicted' })] })])
    clock.pass(SHOW_EVERY_MS)
    expect(Object.fromEntries(live.shown().statusCounts)).toEqual({ online: 1, offline: 1 })
    expect(live.shown()).toMatchObject({ attention: 2, pending: 1 })
    expect(Object.fromEntries(live.shown().siteCounts)).toEqual({ Central: 2 })
  })

  it('counts by what it counted before, however often a device has reported since, also while the list was not shown', async () => {
    const { live, say, stop } = await liveList(THREE)
    const report = (status: string): EntityReport => {
      const reported = { ...THREE[0]?.reported, status }
      return { entityType: 'device', id: 'a', reported }
    }
    const counts = () => Object.fromEntries(live.shown().statusCounts)
    const before = counts()
    await say([], [], [report('idle')])
    await say([], [], [report('online')])
    stop()
    for (const status of ['idle', 'online', 'offline']) await say([], [], [report(status)])
    live.start()
    expect(counts()).toEqual({ ...before, online: 2, offline: 1 })
  })

  it('shows the first devices at once, however lately it was found empty', async () => {
    const { say, ids } = await liveList([])
    await say([named('a', 'Gate 1')])
    expect(ids()).toEqual(['a'])
  })

  it('shows the rest of a list that is still being read, though somebody is in the rows', async () => {
    const { promise: come, resolve: sendRest } = Promise.withResolvers<void>()
    const { live, ids } = await liveList(THREE.slice(0, 1), { views: THREE.slice(1), come })
    await vi.waitFor(() => expect(ids()).toEqual(['a']), SOON)
    live.setHeld(true)
    sendRest()
    await vi.waitFor(() => expect(ids()).toEqual(['b', 'a', 'c']), SOON)
    expect(live.shown()).toMatchObject({ total: 3, waiting: 0 })
  })
})
