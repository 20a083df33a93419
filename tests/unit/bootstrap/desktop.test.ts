import { describe, expect, it } from 'vitest'
import { Desktop, type DesktopDependencies } from '../../../src/main/bootstrap/desktop.ts'
import { settingsSchema } from '../../../src/shared/domain/settings.ts'
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
    windows: { focus: () => undefined, isInFront: () => false, showAt: () => undefined },
    notices: { show: () => undefined },
    putTrayIcon: () => ({ show: () => undefined, remove: () => undefined }),
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
})
