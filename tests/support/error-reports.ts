import type { Clock } from '../../src/main/platform/clock.ts'
import type { Ids } from '../../src/main/platform/ids.ts'
import { silentLogger } from '../../src/main/platform/logger.ts'
import { type TelemetryConfig, telemetryConfig } from '../../src/main/telemetry/errors/config.ts'
import { ErrorReporter, type ReporterDependencies } from '../../src/main/telemetry/errors/error-reporter.ts'
import { type ErrorReport, factsOf } from '../../src/main/telemetry/errors/report.ts'
import { settingsSchema } from '../../src/shared/domain/settings.ts'

export const DSN = 'https://abc123@errors.example.org/7'

export function configOf(changes: Record<string, unknown> = {}): TelemetryConfig {
  const config = telemetryConfig(settingsSchema.parse({ telemetryDsn: DSN, ...changes }), '1.2.3')
  if (config === null) throw new Error('reports are off')
  return config
}

export function reportOf(error: unknown, changes: Partial<ErrorReport> = {}): ErrorReport {
  return {
    ...{ level: 'error', process: 'main', facts: factsOf(error), message: 'an error was not caught' },
    ...{ component: 'outbox', action: 'send', isHandled: false },
    ...changes,
  }
}

export const PROGRAM = {
  ...{ version: '1.2.3', electron: '45.4.1', platform: 'linux', arch: 'x64' },
  folder: '/opt/outpost/out',
}

/** Ids that count: `00…01`, `00…02` and so on. */
export function countingIds(): Ids {
  let count = 0
  return {
    uuid: () => {
      count += 1
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
    },
  }
}

export function reporterOf(
  parts: Pick<ReporterDependencies, 'folder' | 'post'> & { clock: Clock } & Partial<ReporterDependencies>,
): ErrorReporter {
  return new ErrorReporter({
    random: { next: () => 0.5 },
    ids: countingIds(),
    logger: silentLogger,
    config: () => configOf(),
    program: PROGRAM,
    whereabouts: () => ({ user: 'u-7', tenant: 'north', site: 's-1' }),
    secrets: () => [],
    waitAfter: (failures) => Math.min(600_000, 5_000 * 2 ** (failures - 1)),
    ...parts,
  })
}

/** An error as it happened just now. */
export function happened(error: unknown, changes: Partial<ErrorReport> = {}) {
  return { report: reportOf(error, changes), at: 1_700_000_000_000, crumbs: [] }
}
