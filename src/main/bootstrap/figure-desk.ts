import type { Settings } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { MAX_ALERTS, MAX_LOG_LINES } from '#shared/ipc/metric-requests.ts'
import { ArchiveError, type AskArchive } from '../archive/archive.ts'
import { HOUR_MS, MINUTE_MS } from '../archive/records.ts'
import type { FiguresPort } from '../ipc/services.ts'
import type { Clock } from '../platform/clock.ts'
import type { ReadLog } from '../platform/log-reader.ts'
import { thresholdOf } from '../telemetry/thresholds.ts'
import type { HostedSite } from './hosted-site.ts'

export interface FigureDeskDependencies {
  readonly clock: Clock
  readonly ask: AskArchive
  readonly settings: () => Settings
  readonly readLog: (span: { fromAt: number; toAt: number }, most: number) => Promise<ReadLog>
}

type Points = IpcRequest<'metrics:points'>

/** Longer times are shown by the hour: minutes are not kept so long. */
const MINUTES_UP_TO_MS = 26 * HOUR_MS

/** What windows ask about the console's own figures. */
export class FigureDesk {
  readonly #dependencies: FigureDeskDependencies

  constructor(dependencies: FigureDeskDependencies) {
    this.#dependencies = dependencies
  }

  portOf({ target }: HostedSite): FiguresPort {
    const { readLog } = this.#dependencies
    return {
      names: async () => ({ metrics: await this.#asked((ask) => ask('metricNames')) }),
      points: (request) => this.#points(request),
      alerts: async (span) => {
        const alerts = await this.#asked((ask) => ask('alerts', span))
        return { alerts: alerts.slice(-MAX_ALERTS), isCut: alerts.length > MAX_ALERTS }
      },
      moment: async (span) => {
        const seen = await this.#asked((ask) => ask('observations', target.folder, span))
        const edges = seen.flatMap(({ fromAt, toAt }) => [
          { at: fromAt, isSeen: true },
          { at: toAt, isSeen: false },
        ])
        return { sight: edges.filter((edge) => this.#isIn(edge, span)), ...(await readLog(span, MAX_LOG_LINES)) }
      },
    }
  }

  /** Being in view is confirmed each minute: what was confirmed just now has not ended. */
  #isIn({ at, isSeen }: { at: number; isSeen: boolean }, { fromAt, toAt }: { fromAt: number; toAt: number }): boolean {
    const isOver = isSeen || at < this.#dependencies.clock.now() - 2 * MINUTE_MS
    return at >= fromAt && at < toAt && isOver
  }

  async #points({ names, fromAt, toAt, most }: Points): Promise<IpcResponse<'metrics:points'>> {
    const { settings, clock } = this.#dependencies
    const isShort = toAt - fromAt <= MINUTES_UP_TO_MS && fromAt >= clock.now() - settings().figureMinutesKeptMs
    const step = isShort ? MINUTE_MS : HOUR_MS
    const start = fromAt - (fromAt % step)
    const everyMs = Math.ceil((toAt - start) / step / most) * step
    const query = { names, step, everyMs, fromAt: start, toAt } as const
    const [series, runs] = await this.#asked((ask) =>
      Promise.all([ask('series', query), ask('runs', { fromAt, toAt })]),
    )
    const limits = names.flatMap((name) => {
      const limit = thresholdOf(settings(), name)
      return limit === undefined ? [] : { name, ...limit }
    })
    return { everyMs, series, runs, limits }
  }

  async #asked<T>(work: (ask: AskArchive) => Promise<T>): Promise<T> {
    try {
      return await work(this.#dependencies.ask)
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      const message = `What was recorded on this PC cannot be read: ${error.message}. Restart the console; nothing queued is lost.`
      throw new OutpostError('storage-failed', message, { cause: error })
    }
  }
}
