import { hostname } from 'node:os'
import type { SecretBox } from '../config/secret-box.ts'
import type { CommandCalls } from '../headless/command-calls.ts'
import type { SiteServices } from '../ipc/services.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileDialogs } from '../platform/file-dialogs.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { ProfilePaths } from '../platform/paths.ts'
import { stageFile } from '../platform/staged-file.ts'
import { AskedFiles } from './asked-files.ts'
import { BundleFiles } from './bundle-files.ts'
import { LedgerFiles } from './ledger-files.ts'
import { SigningKey } from './signing-key.ts'
import type { Installation } from './site-about.ts'
import type { SiteEngine } from './site-engine.ts'
import { uploadsPort } from './site-uploads.ts'

const MAX_NAME = 100

export interface FileServicesDependencies {
  readonly paths: ProfilePaths
  readonly version: string
  readonly dialogs: FileDialogs
  readonly calls: CommandCalls
  readonly box: SecretBox
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  /** See SigningKey. */
  readonly mayReplaceKey?: boolean
}

/** Everything of a site that reads or writes files that an operator has chosen. */
export type FileServicesOf = (site: SiteEngine) => Pick<SiteServices, 'transfer' | 'ledger' | 'uploads'>

/** All sites ask through the same dialogs, one question at a time in a window, and sign with this PC’s one key. */
export function fileServices(dependencies: FileServicesDependencies): FileServicesOf {
  const { paths, version, dialogs, calls, box, clock, ids, logger, mayReplaceKey } = dependencies
  const installation: Installation = { computer: hostname().slice(0, MAX_NAME), program: version }
  const files = new AskedFiles(dialogs, paths.root)
  const key = new SigningKey({
    file: paths.signingKeyFile,
    box,
    logger: logger.child('signing'),
    mayReplace: mayReplaceKey,
  })
  return (engine) => {
    const common = { site: () => engine, files, stageFile, installation, clock }
    return {
      transfer: new BundleFiles({ ...common, ids, signer: () => key.signer() }),
      ledger: new LedgerFiles({ ...common, calls }),
      uploads: uploadsPort(engine, files),
    }
  }
}
