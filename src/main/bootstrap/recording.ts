import type { PerformanceAlert } from '#shared/domain/metrics.ts'
import type { Settings } from '#shared/domain/settings.ts'
import { Archive, ArchiveError, type AskArchive } from '../archive/archive.ts'
import { FleetObserver, type ObservedDevice } from '../archive/fleet-observer.ts'
import type { MetricPoint, RecordedState } from '../archive/records.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import { MetricJournal } from '../telemetry/metric-journal.ts'
import type { HostedSite } from './hosted-site.ts'

export interface RecordingDependencies {
  readonly clock: Clock
  readonly logger: Logger
  /** The built thread of the archive. */
  readonly script: URL
  readonly file: string
  /** A window that opens has the processor to itself until then. */
  readonly mayStart: Promise<unknown>
  readonly settings: () => Settings
  readonly take: () => readonly Omit<MetricPoint, 'at'>[]
}

/** What is kept for reports: the app's own figures, and what was seen of each fleet. */
export class Recording implements Service {
  readonly #dependencies: RecordingDependencies
  readonly #journal: MetricJournal
  readonly #started = Promise.withResolvers<Archive>()
  readonly #observers = new Set<FleetObserver>()
  #archive: Archive | null = null
  #isStopped = false

  constructor(dependencies: RecordingDependencies) {
    this.#dependencies = dependencies
    this.#started.promise.catch(() => undefined)
    const { clock, logger, take, settings } = dependencies
    this.#journal = new MetricJournal({
      ...{ clock, logger, take, ask: this.ask },
      retention: () => ({
        minutesMs: settings().figureMinutesKeptMs,
        hoursMs: settings().figureHoursKeptMs,
        observationsMs: settings().fleetHistoryKeptMs,
      }),
    })
  }

  async run(): Promise<void> {
    const { mayStart, script, file, clock, logger } = this.#dependencies
    void mayStart.then(() => {
      if (this.#isStopped) return
      this.#archive = Archive.start({ script, file, at: clock.now(), logger })
      this.#started.resolve(this.#archive)
    })
    await this.#journal.run()
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return
    this.#isStopped = true
    this.#started.reject(new ArchiveError('the program ends'))
    await this.#journal.stop()
    await this.#archive?.close()
  }

  /** What is asked before the archive is open waits for it. */
  readonly ask: AskArchive = async (name, ...values) => (await this.#started.promise).ask(name, ...values)

  alerted(alert: PerformanceAlert): void {
    this.ask('addAlert', alert).catch(() => undefined)
  }

  /** What was recorded and seen until now is in the archive when this resolves, as far as that can be. */
  async settle(): Promise<void> {
    for (const observer of this.#observers) observer.confirm()
    await this.#journal.write()
    // Whatever was told to the archive before is done when it answers this.
    await this.ask('metricNames').catch(() => undefined)
  }

  /** What the operator must know of the archive; empty: it is in order. */
  notices(): { code: string; message: string }[] {
    const { problem = null, setAside = null } = this.#archive ?? {}
    const { trouble } = this.#journal
    const messages = [
      problem === null || this.#isStopped ? [] : `Nothing is recorded for reports: ${problem}`,
      trouble === null || problem !== null
        ? []
        : `What is recorded for reports cannot be written at the moment: ${trouble}. The figures wait in memory until it works again; if that takes long, the oldest are lost.`,
      setAside === null
        ? []
        : `The file with what was recorded for reports was damaged. It lies in ${setAside} now, and a new one was begun.`,
    ].flat()
    return messages.map((message) => ({ code: 'archive', message }))
  }

  /** Notes the devices of a site while its copy is current. */
  observe({ engine, target }: HostedSite): Cancel {
    const { clock, logger } = this.#dependencies
    const observer = new FleetObserver({
      ...{ clock, logger, ask: this.ask },
      site: target.folder,
      now: () => engine.connection.serverNow() ?? clock.now(),
      devices: () => observed(engine.replica.devices()),
    })
    const look = (): void => observer.setCurrent(engine.inbound.status().state === 'current')
    const cancels = [
      engine.inbound.onStatus(({ state }) => observer.setCurrent(state === 'current')),
      engine.replica.onDeviceStatus(({ record, before, after }) =>
        observer.changed({
          deviceId: record.id,
          name: nameOf(record.data['name'], record.id),
          before: before === null ? null : stateOf(before),
          state: after === null ? 'removed' : stateOf(after),
        }),
      ),
    ]
    look()
    this.#observers.add(observer)
    return () => {
      this.#observers.delete(observer)
      for (const cancel of cancels) cancel()
      observer.end()
    }
  }
}

function* observed(
  records: Iterable<{ id: string; data: Record<string, unknown>; reported: Record<string, unknown> }>,
): Generator<ObservedDevice> {
  for (const { id, data, reported } of records)
    yield { deviceId: id, name: nameOf(data['name'], id), state: stateOf(String(reported['status'])) }
}

function nameOf(name: unknown, id: string): string {
  return typeof name === 'string' && name !== '' ? name : id
}

/** A status that this console does not know counts as none: nobody can say that such a device works. */
function stateOf(status: string): RecordedState {
  return status === 'online' || status === 'idle' ? status : 'offline'
}
