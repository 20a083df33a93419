import { existsSync } from 'node:fs'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import { libraryVersion, openArchiveForReading } from '../archive/archive-database.ts'
import type { ArchiveReader } from '../archive/archive-reader.ts'
import type { LaunchEnvironment } from '../config/launch-environment.ts'
import type { Logger } from '../platform/logger.ts'
import type { ProfilePaths } from '../platform/paths.ts'
import type { DiagnosticsSource } from '../reports/diagnostics/source.ts'
import { createTokens } from './create-tokens.ts'
import { diagnosticsSource } from './diagnostics-source.ts'
import { siteTarget } from './site-target.ts'
import type { StoredSites } from './stored-sites.ts'

export interface StoredDiagnosticsDependencies {
  readonly paths: ProfilePaths
  readonly launch: LaunchEnvironment
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly policyFile: string
  /** Version of the program. */
  readonly program: string
  readonly settings: () => EffectiveSettings
  readonly sites: StoredSites
  readonly logger: Logger
}

/** What a bundle is made of where no console runs: everything that lies on this PC, and nothing that only a running one knows. */
export async function storedDiagnostics(
  { paths, launch, sites, settings, logger, ...given }: StoredDiagnosticsDependencies,
  now: number,
): Promise<DiagnosticsSource> {
  const read = <T>(work: (reader: ArchiveReader) => T, otherwise: T): Promise<T> =>
    readArchive(paths.archiveFile, work, otherwise)
  const tokens = createTokens(sites.entries, { file: paths.secretsFile, launch, logger })
  const servers = sites.entries.map(siteTarget).filter((target) => target.kind === 'server')
  const known = await Promise.all(servers.map((target) => tokens.token(target)))
  return diagnosticsSource({
    ...{ ...given, now },
    logFolder: paths.logFolder,
    crashFolder: paths.crashFolder,
    settings: settings(),
    sqliteVersion: async () => libraryVersion(),
    sites: await sites.slots(),
    summaries: () => [],
    points: (query) => read((reader) => [...reader.points(query)], []),
    alerts: (span) => read((reader) => reader.alerts(span), []),
    processes: null,
    pictures: null,
    secrets: [launch.token, ...known].filter((secret) => secret !== null),
  })
}

/** Opened for each look: between them the console that writes it may do as it likes. A profile may have none yet. */
async function readArchive<T>(file: string, work: (reader: ArchiveReader) => T, otherwise: T): Promise<T> {
  if (!existsSync(file)) return otherwise
  const archive = openArchiveForReading(file)
  try {
    return work(archive.reader)
  } finally {
    archive.close()
  }
}
