import { type Dsn, parseDsn } from '#shared/domain/dsn.ts'
import type { Settings } from '#shared/domain/settings.ts'

export interface TelemetryConfig {
  readonly dsn: Dsn
  readonly environment: string
  readonly release: string
  readonly sampleRate: number
  readonly ignore: readonly string[]
  readonly sendsUser: boolean
}

type TelemetrySettings = Pick<
  Settings,
  | 'telemetryDsn'
  | 'telemetryEnvironment'
  | 'telemetryRelease'
  | 'telemetrySampleRate'
  | 'telemetryIgnore'
  | 'telemetrySendsUser'
>

/** Null: reports are off. @param version of the program */
export function telemetryConfig(settings: TelemetrySettings, version: string): TelemetryConfig | null {
  const dsn = parseDsn(settings.telemetryDsn)
  if (dsn === null) return null
  return {
    dsn,
    environment: settings.telemetryEnvironment,
    release: settings.telemetryRelease === '' ? `outpost-console@${version}` : settings.telemetryRelease,
    sampleRate: settings.telemetrySampleRate,
    ignore: settings.telemetryIgnore
      .split(';')
      .map((pattern) => pattern.trim().toLowerCase())
      .filter((pattern) => pattern !== ''),
    sendsUser: settings.telemetrySendsUser,
  }
}
