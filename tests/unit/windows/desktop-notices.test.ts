import { describe, expect, it } from 'vitest'
import { DesktopNotices, type Notice, type NoticeWishes } from '../../../src/main/windows/desktop-notices.ts'
import type { AttentionItem } from '../../../src/shared/domain/sites.ts'
import { DESKTOP_ENGLISH } from '../../../src/shared/i18n/desktop-languages.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const WISHES: NoticeWishes = {
  criticalAlarms: true,
  stuckOperations: true,
  quietHours: { from: '', to: '' },
}
const TEN_MINUTES = 600_000

function alarm(id: string, since = 1): AttentionItem {
  return {
    siteId: 'main',
    kind: 'alert',
    severity: 'critical',
    since,
    subject: `Display ${id}`,
    detail: 'Overheating',
    entity: { entityType: 'device', entityId: id },
    operationKey: null,
    alarmId: `alarm-${id}`,
    count: 1,
  }
}

function refused(key: string): AttentionItem {
  return { ...alarm('d9'), kind: 'refused', severity: 'medium', operationKey: key, detail: 'Not allowed' }
}

function desk(wishes: Partial<NoticeWishes> = {}) {
  const clock = new ManualClock()
  const shown: Notice[] = []
  const opened: (readonly AttentionItem[])[] = []
  const clicks: (() => void)[] = []
  const heldBack: number[] = []
  const state = { wishes: { ...WISHES, ...wishes }, minute: 12 * 60, inFront: null as string | null }
  const notices = new DesktopNotices({
    clock,
    wishes: () => state.wishes,
    minuteOfDay: () => state.minute,
    language: () => DESKTOP_ENGLISH,
    siteInFront: () => state.inFront,
    onHeldBack: (count) => heldBack.push(count),
    onOpen: (items) => opened.push(items),
    port: {
      show(notice, onClick) {
        shown.push(notice)
        clicks.push(onClick)
      },
    },
  })
  const take = (items: readonly AttentionItem[], sites: readonly string[] = ['main']) => notices.take(items, sites)
  return { clock, shown, opened, clicks, heldBack, state, notices, take }
}

describe('notifications of the desktop', () => {
  it('tell of a critical alarm that is new, and open it', async () => {
    const { take, clock, shown, clicks, opened } = desk()
    take([])
    take([alarm('d1')])
    await clock.advance(2_000)
    expect(shown).toEqual([{ title: 'Critical alarm: Display d1', body: 'Overheating', isUrgent: true }])
    clicks[0]?.()
    expect(opened).toEqual([[alarm('d1')]])
  })

  it('say a name that nobody should have given short and plain', async () => {
    const { take, clock, shown } = desk()
    take([])
    take([{ ...alarm('d1'), subject: `\u202e${'A'.repeat(10_000)}` }])
    await clock.advance(2_000)
    expect(shown[0]?.title).toBe(`Critical alarm: ${'A'.repeat(79)}…`)
  })

  it('do not tell of what was there at the start', async () => {
    const { take, clock, shown } = desk()
    take([alarm('d1')])
    take([alarm('d1')])
    await clock.advance(TEN_MINUTES)
    expect(shown).toEqual([])
  })

  it('are one for many at once, and open all of them', async () => {
    const { take, clock, shown, clicks, opened } = desk()
    take([])
    take(['d1', 'd2', 'd3'].map((id) => alarm(id)))
    await clock.advance(1_000)
    take([...['d1', 'd2', 'd3', 'd4'].map((id) => alarm(id)), refused('k1')])
    await clock.advance(1_000)
    expect(shown).toEqual([
      {
        title: '4 new critical alarms and 1 change that needs you',
        body: 'Display d1, Display d2, Display d3 and others',
        isUrgent: true,
      },
    ])
    clicks[0]?.()
    expect(opened.map((items) => items.length)).toEqual([5])
  })

  it('do not tell of what is over before they are shown', async () => {
    const { take, clock, shown } = desk()
    take([])
    take([alarm('d1')])
    take([])
    await clock.advance(TEN_MINUTES)
    expect(shown).toEqual([])
  })

  it('tell once of a change that comes to wait again and again, until ten minutes are over', async () => {
    const { take, clock, shown } = desk()
    take([])
    for (let time = 0; time < 3; time += 1) {
      take([refused('k1')])
      await clock.advance(3_000)
      take([])
    }
    expect(shown).toHaveLength(1)
    await clock.advance(TEN_MINUTES)
    take([refused('k1')])
    await clock.advance(3_000)
    expect(shown).toHaveLength(2)
  })

  it('tell again of an alarm that was raised again', async () => {
    const { take, clock, shown } = desk()
    take([])
    take([alarm('d1', 1)])
    await clock.advance(3_000)
    take([alarm('d1', 2)])
    await clock.advance(3_000)
    expect(shown).toHaveLength(2)
  })

  it('wait for the end of the quiet hours, and then tell what is still open in one', async () => {
    const { take, clock, shown, heldBack, state } = desk({ quietHours: { from: '22:00', to: '06:00' } })
    state.minute = 23 * 60
    take([])
    take([alarm('d1'), alarm('d2'), alarm('d3')])
    await clock.advance(TEN_MINUTES)
    take([alarm('d1'), alarm('d2')])
    expect(shown).toEqual([])
    // Looked at ten times, said once.
    expect(heldBack).toEqual([3])
    state.minute = 6 * 60
    await clock.advance(60_000)
    expect(shown.map(({ title }) => title)).toEqual(['2 new critical alarms'])
  })

  it('leave out what is not wanted', async () => {
    const { take, clock, shown, state } = desk({ criticalAlarms: false })
    take([])
    take([alarm('d1')])
    await clock.advance(3_000)
    expect(shown).toEqual([])
    state.wishes = { ...WISHES, stuckOperations: false }
    take([refused('k1')])
    await clock.advance(3_000)
    expect(shown).toEqual([])
  })

  it('say nothing to somebody who looks at the very site, and tell of the others', async () => {
    const { take, clock, shown, state, opened, clicks } = desk()
    take([], ['main', 'north'])
    state.inFront = 'main'
    const north = { ...alarm('d2'), siteId: 'north' }
    take([alarm('d1'), north], ['main', 'north'])
    await clock.advance(3_000)
    expect(shown.map(({ title }) => title)).toEqual(['Critical alarm: Display d2'])
    clicks[0]?.()
    expect(opened).toEqual([[north]])
  })

  it('do not tell of what a site that is opened later had already, but of what comes to it then', async () => {
    const { take, clock, shown } = desk()
    take([])
    const north = { ...alarm('d2'), siteId: 'north' }
    take([north], ['main', 'north'])
    await clock.advance(3_000)
    expect(shown).toEqual([])
    take([north, { ...alarm('d3'), siteId: 'north' }], ['main', 'north'])
    await clock.advance(3_000)
    expect(shown.map(({ title }) => title)).toEqual(['Critical alarm: Display d3'])
  })

  it('leave no timer behind', async () => {
    const { take, notices, clock } = desk()
    take([])
    take([alarm('d1')])
    notices.stop()
    expect(clock.pending).toBe(0)
  })
})
