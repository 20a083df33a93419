import { describe, expect, it } from 'vitest'
import { Desktop, type DesktopDependencies } from '../../../src/main/bootstrap/desktop.ts'
import { settingsSchema } from '../../../src/shared/domain/settings.ts'
import { DESKTOP_ENGLISH } from '../../../src/shared/i18n/desktop-texts.ts'
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
    putTrayIcon: () => ({ show: () => undefined, remove: () => undefined }),
    language: DESKTOP_ENGLISH,
    onQuit: () => undefined,
    ...change,
  })
  return { made, clock, warnings }
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

  it('leads from the notification of an alarm to that alarm, at its site', async () => {
    const alarms: string[] = []
    const engine = {
      replica: {
        syncedAt: 1,
        openAlerts: () => alarms,
        base: () => ({ reported: { deviceId: 'gate-1', message: 'Overheating' }, data: { name: 'Gate 1' } }),
      },
      outbox: { lanes: { rows: () => [] }, onChanged: () => () => undefined },
    }
    const slot = { site: { id: 'north', engine, connectionStatus: () => ({ serverAheadMs: 0 }) } } as never
    const clicks: (() => void)[] = []
    const places: unknown[] = []
    const { made, clock } = desktop({
      slots: () => [slot],
      notices: { show: (_notice, onClick) => clicks.push(onClick) },
      windows: { focus: () => undefined, siteInFront: () => null, showAt: (...place) => places.push(place) },
    })
    made.run()
    await clock.advance(1_000)
    alarms.push('alarm-7')
    made.changed([])
    await clock.advance(5_000)
    clicks[0]?.()
    expect(places).toEqual([['north', 'health', { alarmId: 'alarm-7' }]])
    made.stop()
  })
})
