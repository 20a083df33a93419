import type { FleetFigures, FleetPart } from '#shared/domain/analytics.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { MAX_PLAY_ROWS, type PlaysRequest, type PlaysResponse } from '#shared/protocol/plays.ts'
import type { Span } from '../archive/records.ts'
import type { AnalyticsPort } from '../ipc/services.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import type { Clock } from '../platform/clock.ts'
import { writeFileAtomically } from '../platform/file-atomic.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import { analyticsAsCsv } from '../reports/analytics/analytics-csv.ts'
import { askFleetFigures } from '../reports/analytics/ask-figures.ts'
import { Buckets } from '../reports/figures/buckets.ts'
import { ReportError } from '../reports/run-thread.ts'
import { type AskedFiles, fileNameOf, orRefused } from './asked-files.ts'
import type { HostedSite } from './hosted-site.ts'
import { knownDevices } from './known-devices.ts'

export interface AnalyticsDeskDependencies {
  readonly clock: Clock
  /** The built thread that reads what was recorded. */
  readonly script: URL
  readonly archiveFile: string
  /** What is still on its way into the archive is in it when this resolves. */
  readonly settle: () => Promise<void>
  readonly files: AskedFiles
}

/** Null: the server keeps no plays. Rejects with OutpostError. */
export type AskPlays = (request: PlaysRequest) => Promise<PlaysResponse | null>

/** What analytics need of a site. */
export type AnalysedSite = Pick<HostedSite, 'target' | 'engine'>

type Asked = IpcRequest<'analytics:fleet'>
type Plays = IpcResponse<'analytics:plays'>
type Export = IpcResponse<'analytics:export'>

const CSV: FileKind = { name: 'csv', extension: 'csv' }

/** What windows ask about a site over time: from what this PC has seen, and from what the server keeps. */
export class AnalyticsDesk {
  readonly #dependencies: AnalyticsDeskDependencies
  readonly #asking = new Map<number, AbortController>()

  constructor(dependencies: AnalyticsDeskDependencies) {
    this.#dependencies = dependencies
  }

  portOf(site: AnalysedSite, ask: AskPlays): AnalyticsPort {
    return {
      fleet: (windowId, asked) => this.#latest(windowId, (signal) => this.#fleet(site, asked, signal)),
      plays: (asked) => playsOf(ask, asked),
      export: (windowId, asked) => orRefused(() => this.#export(site, ask, windowId, asked)),
    }
  }

  /** The window is gone: nobody waits for the answer any more. */
  cancel(windowId: number): void {
    this.#asking.get(windowId)?.abort(new SupersededError())
    this.#asking.delete(windowId)
  }

  stop(): void {
    for (const windowId of [...this.#asking.keys()]) this.cancel(windowId)
  }

  /** Somebody who turns from one time to the next does not wait for all of them. */
  async #latest<T>(windowId: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.cancel(windowId)
    const controller = new AbortController()
    this.#asking.set(windowId, controller)
    try {
      return await work(controller.signal)
    } catch (error) {
      if (!(error instanceof SupersededError)) throw error
      throw new OutpostError('changed-meanwhile', 'A newer question took the place of this one.', { cause: error })
    } finally {
      if (this.#asking.get(windowId) === controller) this.#asking.delete(windowId)
    }
  }

  async #fleet({ target, engine }: AnalysedSite, { period, part }: Asked, signal: AbortSignal): Promise<FleetFigures> {
    const { script, archiveFile, settle } = this.#dependencies
    await settle()
    const devices = await knownDevices(engine.replica.devices(), part)
    try {
      return await askFleetFigures({ archiveFile, site: target.folder, period, devices }, { script, signal })
    } catch (error) {
      if (!(error instanceof ReportError)) throw error
      const message = `What was recorded on this PC cannot be read: ${error.message}`
      throw new OutpostError('storage-failed', message, { cause: error })
    }
  }

  async #export(
    site: AnalysedSite,
    ask: AskPlays,
    windowId: number,
    asked: IpcRequest<'analytics:export'>,
  ): Promise<Export> {
    const { files, clock } = this.#dependencies
    const suggestedName = fileNameOf('outpost-analytics', clock.now(), CSV.extension)
    const file = await files.save(windowId, { title: 'analytics', suggestedName, kind: CSV })
    if (file === null) return { outcome: 'cancelled' }
    const [fleet, plays] = await Promise.all([
      this.#fleet(site, asked, new AbortController().signal),
      playsOf(ask, asked).catch(withoutPlays),
    ])
    const text = analyticsAsCsv({ asked, fleet, plays, nameOf: namesOf(site) })
    try {
      await writeFileAtomically(file.path, text)
    } catch (error) {
      throw fileTrouble(error, 'written')
    }
    return { outcome: 'written', fileName: file.name, hasPlays: plays?.answer != null }
  }
}

/** Nobody waits for the answer any more: no failure. */
class SupersededError extends Error {}

async function playsOf(ask: AskPlays, { period, part, timeZone }: IpcRequest<'analytics:plays'>): Promise<Plays> {
  const stretches = new Buckets(period).spans
  const place = placeOf(part)
  const question = { place, timeZone, limit: MAX_PLAY_ROWS }
  const answer = await ask({ ...question, edges: edgesOf(stretches) })
  if (answer === null) return { answer, stretches: [...stretches], before: null }
  const earlier = { fromAt: 2 * period.fromAt - period.toAt, toAt: period.fromAt }
  const isRecorded = answer.recordedFrom !== null && answer.recordedFrom <= earlier.fromAt && earlier.fromAt >= 0
  const before = isRecorded ? await ask({ ...question, edges: edgesOf([earlier]), limit: 1 }) : null
  return {
    answer,
    stretches: [...stretches],
    before: before === null ? null : { plays: before.plays, seconds: before.seconds },
  }
}

function edgesOf(stretches: readonly Span[]): number[] {
  return [...stretches.map(({ fromAt }) => fromAt), ...stretches.slice(-1).map(({ toAt }) => toAt)]
}

function placeOf(part: FleetPart): PlaysRequest['place'] {
  return { site: part.kind === 'site' ? part.name : null, group: part.kind === 'group' ? part.name : null }
}

/** The file is written all the same, and says that it has none. */
function withoutPlays(error: unknown): null {
  if (error instanceof OutpostError) return null
  throw error
}

function namesOf({ engine }: AnalysedSite): (entityType: EntityType, id: string) => string {
  return (entityType, id) => {
    const name = engine.replica.base({ entityType, entityId: id })?.data['name']
    return typeof name === 'string' ? name : id
  }
}
