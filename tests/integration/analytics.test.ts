import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import type { PlaysRequest, PlaysResponse } from '#shared/protocol/plays.ts'
import { AnalyticsDesk } from '../../src/main/bootstrap/analytics-desk.ts'
import { AskedFiles } from '../../src/main/bootstrap/asked-files.ts'
import { systemClock } from '../../src/main/platform/clock.ts'
import { GOLDEN, GOLDEN_ABOUT, HOUR } from '../support/report-facts.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/sqlite.ts'
import { storeFacts } from '../support/stored-site.ts'

const SCRIPT = new URL('../../src/main/reports/report-thread.ts', import.meta.url)
const { period } = GOLDEN_ABOUT
const ASKED: IpcRequest<'analytics:export'> = { period, part: { kind: 'all' }, timeZone: 'UTC' }
const DEVICES = [
  { id: 'gate-1', data: { name: 'Gate 1', site: 'North', groups: ['Night'] } },
  { id: 'gate-2', data: { name: 'Gate 2', site: 'South' } },
]
const PLAYED: PlaysResponse = {
  ...{ recordedFrom: 0, plays: 12, seconds: 120, timeline: [], hours: [], contents: [], playlists: [], sites: [] },
  inAll: { contents: 0, playlists: 0, sites: 0 },
}

let folder: TemporaryFolder
let profile: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
  profile = temporaryFolder()
  storeFacts(GOLDEN, GOLDEN_ABOUT, { archiveFile: folder.file('archive.sqlite'), siteFile: folder.file('site.sqlite') })
})
afterEach(() => {
  folder.remove()
  profile.remove()
})

function deskOf({
  archiveFile = folder.file('archive.sqlite'),
  plays = async (): Promise<PlaysResponse | null> => PLAYED,
} = {}) {
  const questions: PlaysRequest[] = []
  const dialogs = {
    save: async () => folder.file('figures.csv'),
    open: async () => null,
    folder: async () => null,
    openMany: async () => [],
  }
  const desk = new AnalyticsDesk({
    ...{ clock: systemClock, script: SCRIPT, archiveFile, settle: async () => undefined },
    files: new AskedFiles(dialogs, profile.path),
  })
  const engine = { replica: { devices: () => DEVICES.values(), base: () => null } }
  const site = { target: { folder: GOLDEN_ABOUT.site.key }, engine } as never
  const port = desk.portOf(site, async (question) => {
    questions.push(question)
    return plays()
  })
  return { desk, port, questions }
}

describe('what windows ask about a site over time', () => {
  it('is counted in a thread from what this PC has stored, of all of it or of a part', async () => {
    const { port } = deskOf()
    const all = await port.fleet(1, ASKED)
    expect(all).toMatchObject({ devices: 2, upMs: 26 * HOUR, downMs: 4 * HOUR, availability: 26 / 30 })
    expect(all.places.map(({ name }) => name)).toEqual(['North', 'South'])
    expect(all.recordedFrom).toBe(period.fromAt - HOUR)
    const south = await port.fleet(1, { period, part: { kind: 'site', name: 'South' } })
    expect(south).toMatchObject({ devices: 1, availability: 1 })
    const night = await port.fleet(1, { period, part: { kind: 'group', name: 'Night' } })
    expect(night.worst.map(({ id }) => id)).toEqual(['gate-1'])
  })

  it('is nothing that was seen where there is no archive yet, and no failure', async () => {
    const { port } = deskOf({ archiveFile: folder.file('none.sqlite') })
    expect(await port.fleet(1, ASKED)).toMatchObject({ availability: null, recordedFrom: null, observedShare: 0 })
  })

  it('gives up a question for the newer one of the same window, not for that of another', async () => {
    const { port } = deskOf()
    const older = port.fleet(1, ASKED)
    const other = port.fleet(2, ASKED)
    const newer = port.fleet(1, ASKED)
    await expect(older).rejects.toMatchObject({ code: 'changed-meanwhile' })
    expect((await newer).devices).toBe(2)
    expect((await other).devices).toBe(2)
  })

  it('asks the server for the stretches of the chart, and for the time before where all of that is recorded', async () => {
    const { port, questions } = deskOf()
    const { stretches, before } = await port.plays({ ...ASKED, part: { kind: 'group', name: 'Night' } })
    expect(stretches).toHaveLength(24)
    expect(questions[0]?.edges).toHaveLength(25)
    expect(questions[0]?.place).toEqual({ site: null, group: 'Night' })
    expect(questions[1]?.edges).toEqual([period.fromAt - 24 * HOUR, period.fromAt])
    expect(before).toEqual({ plays: 12, seconds: 120 })
    const later = deskOf({ plays: async () => ({ ...PLAYED, recordedFrom: period.fromAt }) })
    expect((await later.port.plays(ASKED)).before).toBeNull()
    expect(later.questions).toHaveLength(1)
  })

  it('says that a server keeps no plays', async () => {
    const { port } = deskOf({ plays: async () => null })
    expect(await port.plays(ASKED)).toMatchObject({ answer: null, before: null })
  })

  it('is written into a file, also where the server keeps no plays', async () => {
    const { port } = deskOf({ plays: async () => null })
    expect(await port.export(1, ASKED)).toEqual({ outcome: 'written', fileName: 'figures.csv', hasPlays: false })
    expect(readFileSync(folder.file('figures.csv'), 'utf8')).toContain('sites,1,availability,share,0.8')
  })
})
