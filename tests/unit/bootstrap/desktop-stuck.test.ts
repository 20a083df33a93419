import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Desktop } from '../../../src/main/bootstrap/desktop.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import type { Notice } from '../../../src/main/windows/desktop-notices.ts'
import { type Settings, settingsSchema } from '../../../src/shared/domain/settings.ts'
import { DESKTOP_ENGLISH } from '../../../src/shared/i18n/desktop-languages.ts'
import { QueueRig, rename } from '../../support/queue-rig.ts'

const HOUR = 3_600_000

let rig: QueueRig
let desktop: Desktop
let shown: Notice[]
let settings: Settings

beforeEach(async () => {
  rig = await QueueRig.open()
  shown = []
  settings = settingsSchema.parse({})
  const { outbox, store, list, replica } = rig.host
  const openReplica = { syncedAt: 1, openAlerts: () => [], view: replica.view.bind(replica) }
  const site = {
    id: 'north',
    engine: { outbox, store, list, replica: openReplica },
    connectionStatus: () => ({ serverAheadMs: 0 }),
  }
  desktop = new Desktop({
    clock: rig.clock,
    logger: silentLogger,
    settings: () => settings,
    slots: () => [{ site }] as never,
    windows: { focus: () => undefined, siteInFront: () => null, showAt: () => undefined },
    notices: { show: (notice) => shown.push(notice) },
    hasPanel: true,
    putTrayIcon: () => ({ show: () => undefined, remove: () => undefined }),
    language: () => DESKTOP_ENGLISH,
    onQuit: () => undefined,
  })
  outbox.onChanged(() => desktop.changed())
})
afterEach(async () => {
  desktop.stop()
  await rig.close()
})

/** A change of each that clashes with what somebody else has written. */
async function clash(...ids: readonly string[]): Promise<string[]> {
  rig.seedDevices(...ids)
  for (const id of ids) rig.server.edit(id, { name: `theirs of ${id}` })
  const keys = await rig.enqueue(...ids.map((id) => rename(id, `mine of ${id}`)))
  await rig.run(5_000)
  return keys
}

/** Quiet from now on for so long. */
function quietFor(ms: number): void {
  const now = rig.clock.now()
  settings = { ...settings, quietHoursFrom: timeOfDay(now), quietHoursTo: timeOfDay(now + ms) }
}

function timeOfDay(at: number): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
}

describe('changes that are stuck', () => {
  it('are told however many have waited at the desk for long', async () => {
    await clash(...Array.from({ length: 30 }, (_, index) => `old_${index}`))
    await rig.clock.advance(HOUR)
    desktop.run()
    await rig.clock.advance(5_000)
    expect(shown).toEqual([])
    await clash('new_1')
    expect(shown.map(({ title }) => title)).toEqual(['Conflict: mine of new_1'])
  })

  it('are all counted when more come than a page of the desk holds', async () => {
    desktop.run()
    await rig.clock.advance(5_000)
    await clash(...Array.from({ length: 60 }, (_, index) => `new_${index}`))
    expect(shown.map(({ title }) => title)).toEqual(['60 changes that need you'])
  })

  it('are told after the quiet hours, however long those were, as far as they wait still', async () => {
    desktop.run()
    await rig.clock.advance(5_000)
    quietFor(8 * HOUR)
    const [over = ''] = await clash('gate_1', 'gate_2')
    await rig.clock.advance(6 * HOUR)
    await rig.host.conflicts.resolve(over, 'theirs')
    expect(shown).toEqual([])
    await rig.clock.advance(3 * HOUR)
    expect(shown.map(({ title }) => title)).toEqual(['Conflict: mine of gate_2'])
  })

  it('are no news when they have waited before somebody looked', async () => {
    await clash('gate_1')
    desktop.run()
    await rig.clock.advance(HOUR)
    expect(shown).toEqual([])
  })
})
