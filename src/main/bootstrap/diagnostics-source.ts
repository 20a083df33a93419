import { arch, release, type as systemName } from 'node:os'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { SiteEntry } from '#shared/domain/sites.ts'
import type { DiagnosticsSource } from '../reports/diagnostics/source.ts'
import { diagnosticsSite } from './diagnostics-site.ts'
import type { SiteEngine } from './site-engine.ts'

/** A site of the list. It is looked into as far as it is open. */
interface ListedSite {
  readonly entry: Pick<SiteEntry, 'id'>
  readonly state: string
  readonly problem: string | null
  readonly site: { readonly engine: SiteEngine; connectionStatus(): ConnectionStatus } | null
}

type Given = Pick<
  DiagnosticsSource,
  'logFolder' | 'crashFolder' | 'policyFile' | 'summaries' | 'points' | 'alerts' | 'processes' | 'pictures' | 'secrets'
>

export interface DiagnosticsParts extends Given {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Version of the program. */
  readonly program: string
  readonly settings: EffectiveSettings
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly sqliteVersion: () => Promise<string>
  readonly sites: readonly ListedSite[]
}

/** What a bundle is made of: of the running console, or of one that lies on this PC and is only looked into. */
export function diagnosticsSource({
  now,
  program,
  environment,
  sqliteVersion,
  sites,
  ...given
}: DiagnosticsParts): DiagnosticsSource {
  return {
    ...given,
    versions: async () => ({ program, ...systemVersions(), sqlite: await sqliteVersion().catch(() => 'not known') }),
    variables: Object.keys(environment).filter((name) => name.startsWith('OUTPOST_')),
    sites: sites.flatMap(({ entry, site }) =>
      site === null
        ? []
        : [diagnosticsSite(site.engine, { id: entry.id, now, program, connection: site.connectionStatus() })],
    ),
    closedSites: sites
      .filter(({ site }) => site === null)
      .map(({ entry, state, problem }) => ({ id: entry.id, state, problem })),
  }
}

function systemVersions(): Record<string, string> {
  const { electron, chrome, node, v8 } = process.versions
  return { electron, chromium: chrome, node, v8, system: `${systemName()} ${release()} ${arch()}` }
}
