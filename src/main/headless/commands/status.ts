import type { SiteSummary } from '#shared/domain/sites.ts'
import type { AppState } from '#shared/ipc/console-requests.ts'
import type { Command } from '../command.ts'
import { CommandError, EXIT } from '../exits.ts'
import type { Answerer } from '../requests.ts'
import { counted, momentText, oneLine } from '../words.ts'

/** What one site is like: as windows see it in the list, and the live figures where it is open. */
interface SiteStatus extends SiteSummary {
  readonly queue: AppState['queue'] | null
  readonly sync: AppState['sync'] | null
  readonly storage: AppState['storage'] | null
}

export const status: Command = {
  name: 'status',
  summary: 'The sites, their connections, and what waits.',
  usage: [''],
  options: [],
  words: { least: 0, most: 0 },
  read: () => ({
    needs: 'console',
    run: async (answerer, site) => {
      const { sites } = await answerer.ask('sites:list', {})
      const wanted = sites.filter(({ id }) => site === null || id === site)
      const states = await Promise.all(wanted.map((summary) => stateOf(answerer, summary)))
      const about = states.find((state) => state !== null)?.app ?? null
      const told = wanted.map((summary, index) => withFigures(summary, states[index] ?? null))
      const notices = about?.notices ?? []
      const result = { version: about?.version ?? null, profile: about?.profileDirectory ?? null, notices, sites: told }
      return { exit: EXIT.done, result, lines: linesOf(told, notices, answerer.source) }
    },
  }),
}

/** Null: it is not open. */
async function stateOf({ ask }: Answerer, { id, state }: SiteSummary): Promise<AppState | null> {
  if (state !== 'open') return null
  return ask('app:state', {}, { site: id }).catch((error: unknown) => {
    // It was closed between two questions.
    if (error instanceof CommandError && error.exit === EXIT.nothing) return null
    throw error
  })
}

function withFigures(summary: SiteSummary, state: AppState | null): SiteStatus {
  return { ...summary, queue: state?.queue ?? null, sync: state?.sync ?? null, storage: state?.storage ?? null }
}

function linesOf(
  sites: readonly SiteStatus[],
  notices: AppState['app']['notices'],
  source: Answerer['source'],
): string[] {
  const head = source === 'store' ? ['No console answers. This is what lies on this PC.'] : []
  return [
    ...head,
    ...sites.flatMap((site) => siteLines(site, source)),
    ...notices.map(({ message }) => oneLine(message)),
  ]
}

function siteLines(site: SiteStatus, source: Answerer['source']): string[] {
  const { id, name, state, problem, connection, user, waiting, conflicts, refused, stale, devices, lastSyncAt } = site
  const title = name === '' ? id : `${name} (${id})`
  if (state !== 'open') return [oneLine(`${title}: ${state}${problem === null ? '' : `. ${problem}`}`)]
  const link = source === 'store' ? 'not connected' : (connection?.state ?? 'not connected')
  const attention = [
    conflicts > 0 ? counted(conflicts, 'conflict') : '',
    refused > 0 ? `${refused} refused` : '',
    stale > 0 ? `${stale} waited too long` : '',
  ].filter((text) => text !== '')
  const queue = [`${counted(waiting, 'change')} waiting`, ...attention].join(', ')
  const synced = lastSyncAt === null ? 'never synchronised' : `last synchronised ${momentText(lastSyncAt)}`
  const storage = site.storage === null || site.storage.state === 'ok' ? [] : [`  storage: ${site.storage.state}`]
  return [
    oneLine(`${title}: ${link}, ${user === null ? 'nobody is signed in' : `signed in as ${user}`}`),
    `  ${queue}; ${counted(devices.total, 'device')}, ${devices.offline} offline; ${synced}`,
    ...storage,
  ]
}
