import { describe, expect, it } from 'vitest'
import { Desktop, type DesktopDependencies } from '../../../src/main/bootstrap/desktop.ts'
import type { TrayActs } from '../../../src/main/windows/tray.ts'
import type { EntityRef } from '../../../src/shared/domain/ids.ts'
import { type Settings, settingsSchema } from '../../../src/shared/domain/settings.ts'
import type { SiteSummary } from '../../../src/shared/domain/sites.ts'
import { DESKTOP_ENGLISH } from '../../../src/shared/i18n/desktop-languages.ts'
import { ManualClock } from '../../support/manual-clock.ts'

function desktop(change: Partial<DesktopDependencies> = {}) {
  const clock = new ManualClock()
  const warnings: string[] = []
  const logger = { warn: (text: string) => warnings.push(text) } as never
  const made = new Desktop({
    clock,
    logger,
    settings: () => settingsSchema.parse({}),
    slots: () => [],
    windows: { focus: () => undefined, siteInFront: () => null, showAt: () => undefined },
    notices: { show: () => undefined },
    hasPanel: true,
    putTrayIcon: () => ({ show: () => undefined, remove: () => undefined }),
    language: () => DESKTOP_ENGLISH,
    onQuit: () => undefined,
    ...change,
  })
  return { made, clock, warnings }
}

function site(id: string, state: SiteSummary['state'] = 'open'): SiteSummary {
  const nothing = { waiting: 0, conflicts: 0, refused: 0, stale: 0, oldestWaitingAt: null, alerts: {} }
  return { id, state, name: id, connection: null, ...nothing } as unknown as SiteSummary
}

describe('what is outside of the windows', () => {
  it('does not take the console with it when the panel takes no icon', async () => {
    const putTrayIcon = (): never => {
      throw new Error('no panel')
    }
    const { made, clock, warnings } = desktop({ putTrayIcon })
    made.run()
    await clock.advance(1_000)
    expect(warnings).toHaveLength(1)
    made.stop()
    expect(clock.pending).toBe(0)
  })

  it('is nothing before the first window stands, and nothing any more when the console ends', async () => {
    const icons: string[] = []
    const put = () => ({ show: () => undefined, remove: () => void icons.push('removed') })
    const { made, clock } = desktop({
      putTrayIcon: () => {
        icons.push('put')
        return put()
      },
    })
    made.changed([])
    await clock.advance(5_000)
    expect(icons).toEqual([])
    made.run()
    await clock.advance(5_000)
    made.stop()
    made.changed([])
    await clock.advance(5_000)
    expect(icons).toEqual(['put', 'removed'])
  })

  /** Sites, by their ids, and the critical alarms of each. */
  function alarming(alarms: Readonly<Record<string, string[]>>) {
    const slots = Object.entries(alarms).map(([id, open]) => {
      const engine = {
        replica: {
          syncedAt: 1,
          openAlerts: () => open,
          base: ({ entityId }: EntityRef) => ({
            reported: { deviceId: `device of ${entityId}` },
            data: { name: 'Gate' },
          }),
        },
        outbox: { lanes: { rows: () => [] }, onChanged: () => () => undefined },
      }
      return { site: { id, engine, connectionStatus: () => ({ serverAheadMs: 0 }) } } as never
    })
    const clicks: (() => void)[] = []
    const places: unknown[] = []
    const acts: TrayActs[] = []
    const { made, clock } = desktop({
      slots: () => slots,
      notices: { show: (_notice, onClick) => clicks.push(onClick) },
      windows: { focus: () => undefined, siteInFront: () => null, showAt: (...place) => places.push(place) },
      putTrayIcon: (_words, given) => {
        acts.push(given)
        return { show: () => undefined, remove: () => undefined }
      },
    })
    return { made, clock, clicks, places, acts }
  }

  it('leads from the notification of an alarm to that alarm, at its site', async () => {
    const alarms: string[] = []
    const { made, clock, clicks, places } = alarming({ north: alarms })
    made.run()
    await clock.advance(1_000)
    alarms.push('alarm-7')
    made.changed([])
    await clock.advance(5_000)
    clicks[0]?.()
    expect(places).toEqual([['north', 'health', { alarmId: 'alarm-7' }]])
    made.stop()
  })

  it('leads from a notification of several things to the Overview of their site, or to all sites', async () => {
    const [north, south]: [string[], string[]] = [[], []]
    const { made, clock, clicks, places } = alarming({ north, south })
    made.run()
    await clock.advance(1_000)
    south.push('alarm-1', 'alarm-2')
    made.changed([])
    await clock.advance(5_000)
    north.push('alarm-3')
    south.push('alarm-4')
    made.changed([])
    await clock.advance(5_000)
    for (const click of clicks) click()
    expect(places).toEqual([
      ['south', 'overview', {}],
      [null, 'attention', {}],
    ])
    made.stop()
  })

  it('goes on without a window only when that is wanted, and by an icon that is there', async () => {
    const stays = async (changes: Partial<Settings>, hasPanel = true): Promise<boolean> => {
      const icon = { show: () => undefined, remove: () => undefined }
      const { made, clock } = desktop({
        settings: () => ({ ...settingsSchema.parse({}), ...changes }),
        putTrayIcon: () => (hasPanel ? icon : null),
      })
      expect(made.staysInPanel).toBe(false)
      made.run()
      await clock.advance(2_000)
      const answer = made.staysInPanel
      made.stop()
      expect(made.staysInPanel).toBe(false)
      return answer
    }
    expect(await stays({ staysInPanel: true })).toBe(true)
    expect(await stays({})).toBe(false)
    expect(await stays({ staysInPanel: true, trayIcon: false })).toBe(false)
    expect(await stays({ staysInPanel: true }, false)).toBe(false)
  })

  it('leads from the icon to what needs a person, at the one site or at all that are open', async () => {
    const { made, clock, places, acts } = alarming({})
    made.run()
    made.changed([site('north')])
    await clock.advance(2_000)
    acts[0]?.onAttention()
    made.changed([site('north'), site('south'), site('east', 'closed')])
    await clock.advance(2_000)
    acts[0]?.onAttention()
    made.changed([site('north', 'closed'), site('south')])
    await clock.advance(2_000)
    acts[0]?.onAttention()
    expect(places).toEqual([
      ['north', 'overview', {}],
      [null, 'attention', {}],
      ['south', 'overview', {}],
    ])
    made.stop()
  })
})
