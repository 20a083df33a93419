import { describe, expect, it } from 'vitest'
import { type TrayState, trayPicture } from '../../../src/main/windows/tray-picture.ts'
import { isSameTray, trayWords } from '../../../src/main/windows/tray-words.ts'
import { outsideOfTexts, pseudoTexts } from '../../../src/renderer/i18n/pseudo.ts'
import type { SiteSummary } from '../../../src/shared/domain/sites.ts'
import { DESKTOP_ENGLISH } from '../../../src/shared/i18n/desktop-languages.ts'
import type { DesktopTexts } from '../../../src/shared/i18n/desktop-texts.ts'

const CALM: SiteSummary = {
  id: 'main',
  name: 'Central station',
  serverUrl: 'https://fleet.example',
  tenant: 'main',
  isDemo: false,
  state: 'open',
  problem: null,
  connection: { state: 'online', reason: 'none', since: 0 },
  user: null,
  waiting: 0,
  conflicts: 0,
  refused: 0,
  stale: 0,
  oldestWaitingAt: null,
  alerts: { critical: 0, high: 0, medium: 3, low: 9 },
  devices: { total: 10, offline: 2 },
  lastSyncAt: 0,
}
const LOST: SiteSummary = { ...CALM, connection: { state: 'offline', reason: 'unreachable', since: 0 } }

describe('the icon in the panel', () => {
  it.each<[string, readonly SiteSummary[], TrayState]>([
    ['nothing is wrong', [CALM], 'calm'],
    ['changes wait', [{ ...CALM, waiting: 3 }], 'waiting'],
    ['a decision waits', [{ ...CALM, waiting: 3, conflicts: 1 }], 'attention'],
    ['a critical alarm is open', [{ ...CALM, alerts: { ...CALM.alerts, critical: 1 } }], 'critical'],
    ['one of the sites is lost', [CALM, LOST], 'critical'],
    ['a site is switched off', [{ ...LOST, state: 'closed' }], 'calm'],
  ])('says what is worst: %s', (_what, sites, state) => {
    expect(trayWords(sites, DESKTOP_ENGLISH).state).toBe(state)
  })

  it('has a line for each site', () => {
    const busy: SiteSummary = { ...CALM, alerts: { ...CALM.alerts, critical: 1 }, waiting: 27, conflicts: 2 }
    const demo: SiteSummary = { ...CALM, name: '', isDemo: true }
    expect(trayWords([busy, demo], DESKTOP_ENGLISH).lines).toEqual([
      'Central station: online, 1 critical alarm, 2 to decide, 27 waiting',
      'Demo site: online',
    ])
  })

  it('says the same until one of its words changes', () => {
    const [one, other] = [trayWords([CALM], DESKTOP_ENGLISH), trayWords([{ ...CALM }], DESKTOP_ENGLISH)]
    expect(isSameTray(one, other)).toBe(true)
    expect(isSameTray(one, trayWords([{ ...CALM, waiting: 1 }], DESKTOP_ENGLISH))).toBe(false)
  })

  it('says all of it in another language', () => {
    const texts = pseudoTexts(DESKTOP_ENGLISH.texts) as unknown as DesktopTexts
    const busy: SiteSummary = { ...CALM, alerts: { ...CALM.alerts, critical: 2 }, waiting: 27, conflicts: 2 }
    const sites = [busy, LOST, { ...CALM, name: '', isDemo: true }, { ...CALM, state: 'failed' as const }]
    const { tooltip, lines, acts } = trayWords(sites, { ...DESKTOP_ENGLISH, texts })
    const drawn = [tooltip, ...lines, ...Object.values(acts)].join('\n')
    expect(outsideOfTexts(drawn)).toEqual([])
    expect(drawn).toContain('27')
  })

  it('has another shape in each state, not only another colour', () => {
    const shapes = (['calm', 'waiting', 'attention', 'critical'] as const).map((state) => shapeOf(state))
    expect(new Set(shapes).size).toBe(4)
  })

  it('is whole pixels of four bytes with a clear corner', () => {
    const { bytes } = trayPicture('critical', 32)
    expect(bytes).toHaveLength(32 * 32 * 4)
    expect(bytes[3]).toBe(0)
    expect(bytes[(16 * 32 + 16) * 4 + 3]).toBe(255)
  })
})

/** Which pixels are lighter than the plane. */
function shapeOf(state: TrayState): string {
  const { bytes, size } = trayPicture(state, 32)
  let text = ''
  for (let row = 6; row < size - 6; row += 1)
    for (let column = 6; column < size - 6; column += 1) {
      const at = (row * size + column) * 4
      text += (bytes[at + 2] ?? 0) > 100 ? '#' : '.'
    }
  return text
}
