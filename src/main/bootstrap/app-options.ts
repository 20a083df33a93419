import type { LaunchEnvironment } from '../config/launch-environment.ts'
import type { StorageThreads } from '../database/storage-thread.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import type { Logger } from '../platform/logger.ts'
import type { ProfilePaths } from '../platform/paths.ts'
import type { ErrorCount } from '../telemetry/error-count.ts'
import type { GraphicsMemory } from '../windows/graphics-memory.ts'
import type { PageSource } from '../windows/page-source.ts'
import type { ErrorReporting } from './error-reporting.ts'

/** Files of the build, absolute. */
export interface AppFiles {
  readonly preload: string
  readonly renderer: string
  readonly demoScript: string
  readonly archiveScript: string
  readonly reportScript: string
  readonly icon: string | null
  /** Where a package keeps what is not the program itself. */
  readonly resources: string
}

export interface AppOptions {
  readonly running: RunningApp
  readonly files: AppFiles
  readonly paths: ProfilePaths
  readonly environment: NodeJS.ProcessEnv
  readonly launch: LaunchEnvironment
  readonly source: PageSource
  readonly logger: Logger
  /** What is logged as an error is counted here. */
  readonly errorCount: ErrorCount
  readonly storageThreads: StorageThreads
  readonly graphics: GraphicsMemory
  readonly errors: ErrorReporting
  readonly onQuit: () => void
  /** Another process is to start this program, and to start it again whenever it dies. */
  readonly onHandOver: () => void
}
