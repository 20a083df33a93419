import { join } from 'node:path'
import type { TelemetryStatus } from '#shared/domain/telemetry.ts'
import type { PageError } from '#shared/ipc/telemetry-requests.ts'
import type { SettingsService } from '../config/settings-service.ts'
import type { StorageThreads } from '../database/storage-thread.ts'
import type { TelemetryPort } from '../ipc/services.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import { keepCrashDumps } from '../platform/electron-crash.ts'
import { systemIds } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import { type ObservedLine, observedLogger } from '../platform/observed-logger.ts'
import type { ProfilePaths } from '../platform/paths.ts'
import { systemRandom } from '../platform/random.ts'
import { SampledLog } from '../platform/sampled-log.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { onThreadError } from '../platform/worker-threads.ts'
import { backoffDelay, equalJitter } from '../resilience/backoff.ts'
import type { BreakerChange } from '../resilience/breaker.ts'
import type { CallReport } from '../resilience/policy.ts'
import type { Whereabouts } from '../telemetry/errors/build-event.ts'
import { telemetryConfig } from '../telemetry/errors/config.ts'
import { listCrashDumps, tidyCrashDumps } from '../telemetry/errors/crash-dumps.ts'
import { ErrorCollector } from '../telemetry/errors/error-collector.ts'
import { type ErrorReport, factsOf } from '../telemetry/errors/report.ts'
import { followPages, followProcessEnds, type ProcessEnd } from '../windows/process-ends.ts'
import type { HostedSite } from './hosted-site.ts'

export interface ErrorReportingDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly running: RunningApp
  readonly paths: ProfilePaths
  /** Folder of the built main process. */
  readonly buildFolder: string
}

/** What becomes known when the app is built. */
export interface ErrorSurroundings {
  readonly settings: SettingsService
  readonly mayStart: Promise<unknown>
  readonly whereabouts: (windowId: number | undefined) => Whereabouts
  /** Tokens that are in use. */
  readonly secrets: () => readonly string[]
  readonly secureContext: SecureContextSource
}

/** The wait between tries to send: an outage may last for days. */
const SEND_BACKOFF = { kind: 'exponential', initialDelayMs: 5_000, maxDelayMs: 600_000, multiplier: 2 } as const
/** What pages ask again and again by themselves says nothing about what led to an error. */
const QUIET_REQUESTS = /^(?:metrics|telemetry):|^windows:visibility$/

/** The errors of all of the program, from wherever they are told, to where they are kept and sent. */
export class ErrorReporting implements TelemetryPort {
  readonly collector: ErrorCollector
  /** The app's log, of which warnings and errors are heard here. */
  readonly logger: Logger
  readonly #dependencies: ErrorReportingDependencies
  readonly #pageErrors: SampledLog<PageError['action']>
  readonly #cancels: Cancel[] = []
  readonly #mayStart = Promise.withResolvers<void>()
  #surroundings: ErrorSurroundings | null = null
  #keepsDumps = false

  constructor(dependencies: ErrorReportingDependencies) {
    const { clock, logger, paths } = dependencies
    this.#dependencies = dependencies
    const own = logger.child('telemetry')
    this.collector = new ErrorCollector({
      ...{ clock, logger: own, mayStart: this.#mayStart.promise },
      load: async (config) => this.#load(config, own),
      forget: async () => {
        const { forgetKept } = await import('../telemetry/errors/spool.ts')
        await forgetKept(paths.telemetryFolder)
      },
    })
    this.logger = observedLogger(logger, (line) => this.#heard(line))
    this.#pageErrors = new SampledLog(clock, logger.child('pages'), 'a page failed')
  }

  /** Call before a window, a helper or a thread but the one that was `started` is there. */
  watch(started: Pick<StorageThreads, 'onAheadFailed'>): void {
    const app = this.#dependencies.running.handle
    const threadFailed = (error: unknown): void =>
      this.caught(error, { process: 'thread', component: 'thread', action: 'run' })
    started.onAheadFailed(threadFailed)
    this.#cancels.push(
      onThreadError(threadFailed),
      followProcessEnds(app, (end) => this.#ended(end)),
      followPages(app, (_windowId, page) => this.collector.note({ category: 'page', level: 'info', message: page })),
    )
  }

  /** The settings are read. Call before Electron is ready: crash dumps cannot be asked for later. */
  follow(surroundings: ErrorSurroundings): void {
    const { settings, mayStart } = surroundings
    const { clock, paths } = this.#dependencies
    this.#surroundings = surroundings
    this.#keepsDumps = settings.values.keepCrashDumps
    if (this.#keepsDumps) keepCrashDumps(paths.crashFolder)
    this.#configure()
    this.#cancels.push(settings.onChanged(() => this.#configure()))
    void mayStart.then(async () => {
      this.#mayStart.resolve()
      await tidyCrashDumps(paths.crashFolder, clock.now())
    })
  }

  /** Notes what happens to the connection of a site. */
  observe({ engine }: HostedSite): Cancel {
    const { connection, resilience } = engine
    let last = ''
    const cancels = [
      connection.onStatus(({ state, reason }) => {
        const message = reason === 'none' ? state : `${state} (${reason})`
        if (message !== last) this.collector.note({ category: 'connection', level: 'info', message })
        last = message
      }),
      resilience.breakers.onChanged((change) => this.#breakerChanged(change)),
    ]
    return () => {
      for (const cancel of cancels) cancel()
    }
  }

  /** A call to a server is over, with all its attempts. */
  called({ name, attempts, durationMs, failure }: CallReport): void {
    const errand = errandOf(name)
    const message = `${errand}: ${failure === null ? 'done' : failure.class}`
    this.collector.note({ category: 'call', level: levelOf(failure?.severity), message, data: { attempts } })
    if (failure === null || (failure.severity !== 'error' && failure.severity !== 'critical')) return
    this.collector.report({
      ...{ level: 'error', process: 'main', facts: null, component: 'server', action: errand, isHandled: true },
      message: `a request to the server failed: ${failure.class} (${failure.code})`,
      metadata: { attempts, durationMs: Math.round(durationMs) },
    })
  }

  /** A page's request was answered. @param outcome `ok`, or the code of the failure */
  requested(name: string, outcome: string): void {
    if (QUIET_REQUESTS.test(name)) return
    const level = outcome === 'ok' ? 'info' : 'warning'
    this.collector.note({ category: 'request', level, message: outcome === 'ok' ? name : `${name}: ${outcome}` })
  }

  caught(
    error: unknown,
    where: Pick<ErrorReport, 'process' | 'component' | 'action'>,
    level: 'fatal' | 'error' = 'error',
  ) {
    if (!this.collector.isNew(error)) return
    const facts = factsOf(error)
    this.collector.report({ ...where, level, facts, message: 'an error was not caught', isHandled: false })
  }

  reported(windowId: number, { name, message, stack, action, component, parts, isHandled }: PageError): void {
    this.#pageErrors.record(action, { component, error: { name, message, stack }, isHandled })
    this.collector.report({
      ...{ level: 'error', process: 'page', component, action, isHandled, windowId },
      facts: { name, message, stack, cause: null },
      message: 'a page failed',
      ...(parts === null ? {} : { metadata: { parts } }),
    })
  }

  async status(): Promise<TelemetryStatus> {
    const { paths } = this.#dependencies
    const dumps = await listCrashDumps(paths.crashFolder)
    const newestAt = dumps[0]?.at ?? null
    const crashDumps = { isOn: this.#keepsDumps, folder: paths.crashFolder, count: dumps.length, newestAt }
    return { ...this.collector.status(), crashDumps }
  }

  test(): ReturnType<TelemetryPort['test']> {
    return this.collector.test()
  }

  /** Everything told until now is kept when it resolves. */
  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel()
    await this.collector.stop()
  }

  #configure(): void {
    const { settings } = this.#surroundings ?? {}
    if (settings === undefined) return
    this.collector.configure(telemetryConfig(settings.values, this.#dependencies.running.version))
  }

  async #load(config: Parameters<ErrorCollectorLoad>[0], logger: Logger): ReturnType<ErrorCollectorLoad> {
    const { clock, paths, running, buildFolder } = this.#dependencies
    const [{ ErrorReporter }, { envelopePoster }] = await Promise.all([
      import('../telemetry/errors/error-reporter.ts'),
      import('../telemetry/errors/post-envelope.ts'),
    ])
    return new ErrorReporter({
      ...{ clock, logger, config, random: systemRandom, ids: systemIds, folder: paths.telemetryFolder },
      program: {
        version: running.version,
        electron: running.electronVersion,
        platform: process.platform,
        arch: process.arch,
        folder: join(buildFolder, '..'),
      },
      whereabouts: (windowId) => this.#surroundings?.whereabouts(windowId) ?? NOWHERE,
      secrets: () => [config().dsn.key, ...(this.#surroundings?.secrets() ?? [])],
      post: envelopePoster(clock, this.#surroundings?.secureContext),
      waitAfter: (failures) => equalJitter(backoffDelay(SEND_BACKOFF, failures), systemRandom),
    })
  }

  #heard({ level, scope, message, data }: ObservedLine): void {
    this.collector.note({
      category: 'log',
      level: level === 'error' ? 'error' : 'warning',
      message: `${scope}: ${message}`,
    })
    const { error, ...metadata } = data ?? {}
    const cause = error ?? metadata['cause']
    if (level !== 'error' || cause === undefined || !this.collector.isNew(error)) return
    this.collector.report({
      ...{ level: 'error', process: 'main', component: scope, action: 'log', isHandled: true },
      ...{ facts: factsOf(cause), message, metadata },
    })
  }

  #ended({ kind, name, reason, exitCode, windowId }: ProcessEnd): void {
    this.collector.report({
      ...{ level: kind === 'page' ? 'fatal' : 'error', process: kind, facts: null, component: name, action: 'end' },
      message: `a process has ended: ${name} (${reason})`,
      metadata: { reason, exitCode },
      isHandled: true,
      ...(windowId === null ? {} : { windowId }),
    })
  }

  #breakerChanged({ name, from, to }: BreakerChange): void {
    if (from === to) return
    const message = `${errandOf(name)}: ${from} → ${to}`
    this.collector.note({ category: 'breaker', level: to === 'open' ? 'warning' : 'info', message })
    if (from !== 'closed' || to !== 'open') return
    this.collector.report({
      ...{
        level: 'warning',
        process: 'main',
        facts: null,
        component: 'server',
        action: errandOf(name),
        isHandled: true,
      },
      message: `the server failed too often: ${errandOf(name)}`,
    })
  }
}

type ErrorCollectorLoad = ConstructorParameters<typeof ErrorCollector>[0]['load']

const NOWHERE: Whereabouts = { user: null, tenant: null, site: null }

/** `requests` of `https://fleet.example.org/ · requests`: the place is nobody's business. */
function errandOf(name: string): string {
  return name.split(' · ').at(-1) ?? ''
}

function levelOf(severity: 'info' | 'warning' | 'error' | 'critical' | undefined): 'info' | 'warning' | 'error' {
  if (severity === undefined) return 'info'
  return severity === 'critical' ? 'error' : severity
}
