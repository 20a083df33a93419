import type { SiteEntry } from '#shared/domain/sites.ts'
import type { LaunchEnvironment } from '../config/launch-environment.ts'
import { TokenStore } from '../config/token-store.ts'
import { electronSecrets } from '../platform/electron-secrets.ts'
import type { Logger } from '../platform/logger.ts'
import { siteTarget } from './site-target.ts'

/** The environment's token is for the first server of the list only. */
export function createTokens(
  sites: readonly SiteEntry[],
  { file, launch, logger }: { readonly file: string; readonly launch: LaunchEnvironment; readonly logger: Logger },
): TokenStore {
  const first = sites.map(siteTarget).find((target) => target.kind === 'server')
  const environment = launch.token !== null && first?.kind === 'server' ? { token: launch.token, site: first } : null
  return new TokenStore({ file, box: electronSecrets, environment, logger: logger.child('tokens') })
}
