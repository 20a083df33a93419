import { join } from 'node:path'
import { type LaunchEnvironment, parseLaunchEnvironment } from '../config/launch-environment.ts'
import type { StorageThreads } from '../database/storage-thread.ts'
import { takeAfterWriter } from '../headless/writer-mark.ts'
import { systemClock } from '../platform/clock.ts'
import { type RunningApp, showStartFailure } from '../platform/electron-app.ts'
import { allowHeapRelease } from '../platform/heap.ts'
import { createFileLogger } from '../platform/log-files.ts'
import { type ProfilePaths, prepareProfile } from '../platform/paths.ts'
import { ErrorCount } from '../telemetry/error-count.ts'
import { watchProcessErrors } from '../telemetry/process-errors.ts'
import { registerAppScheme } from '../windows/app-protocol.ts'
import { GraphicsMemory } from '../windows/graphics-memory.ts'
import { findRefusedSwitches } from '../windows/launch-switches.ts'
import { leaveMenuOut } from '../windows/menu.ts'
import { choosePageSource } from '../windows/page-source.ts'
import { applyAppPolicy } from '../windows/security-policy.ts'
import { OutpostApp } from './app.ts'
import type { AppFiles } from './app-options.ts'
import { ErrorReporting } from './error-reporting.ts'
import { WATCHDOG_SWITCH } from './supervision.ts'

const EXIT_FAILED = 1

/**
 * Starts the app: one per profile, or it says why not.
 *
 * @param buildFolder folder of the built main process; the other parts lie beside it.
 * @param storageThreads the first of them is being started.
 */
export async function launch(running: RunningApp, buildFolder: string, storageThreads: StorageThreads): Promise<void> {
  const environment = parseLaunchEnvironment(process.env, process.argv)
  // Whoever has started this may be gone, and its ends of the pipes with it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  running.enableSandbox()
  registerAppScheme()
  leaveMenuOut()
  try {
    assertAllowedSwitches(running)
    if (environment.profileDirectory !== null) running.setProfile(environment.profileDirectory)
    const paths = prepareProfile(running.userDataFolder())
    if (takesProfile(running, paths)) return await start(running, buildFolder, environment, paths, storageThreads)
    process.stderr.write('Outpost Console is already running with this profile; its window was brought to the front.\n')
    running.exit(0)
  } catch (error) {
    await running.whenReady()
    showStartFailure(error instanceof Error ? error.message : String(error), environment.isUnattended)
    running.exit(EXIT_FAILED)
  }
}

/** Also after a command without a window, which has the profile for a moment only. */
function takesProfile(running: RunningApp, { root }: ProfilePaths): boolean {
  const take = (): boolean => running.isFirstOfProfile()
  const tell = (): void => {
    process.stderr.write('A command of the command line has this profile; the console starts when it is done.\n')
  }
  return take() || takeAfterWriter(root, systemClock, take, tell)
}

async function start(
  running: RunningApp,
  buildFolder: string,
  environment: LaunchEnvironment,
  paths: ProfilePaths,
  storageThreads: StorageThreads,
): Promise<void> {
  allowHeapRelease()
  const count = new ErrorCount()
  const log = count.counting(
    createFileLogger({ folder: paths.logFolder, clock: systemClock, level: 'info', isOnConsole: false }),
  )
  const errors = new ErrorReporting({ clock: systemClock, logger: log, running, paths, buildFolder })
  const { logger } = errors
  errors.watch(storageThreads)
  const { isPackaged, electronVersion } = running
  const graphics = new GraphicsMemory({
    file: paths.graphicsFile,
    electronVersion,
    now: () => systemClock.now(),
    graphics: running,
    logger: logger.child('windows'),
  })
  graphics.follow()
  const source = choosePageSource(isPackaged, process.env['ELECTRON_RENDERER_URL'])
  applyAppPolicy(running.handle, { source, isPackaged, logger: logger.child('security') })
  const files = builtFiles(buildFolder, isPackaged)
  const launch = environment
  const app = new OutpostApp({
    running,
    files,
    paths,
    environment: process.env,
    launch,
    source,
    logger,
    errorCount: count,
    storageThreads,
    graphics,
    errors,
    onQuit: () => end(0),
    onHandOver() {
      running.startAgain(WATCHDOG_SWITCH)
      end(0)
    },
  })
  const stop = async (): Promise<void> => {
    try {
      await app.stop()
    } finally {
      // What was told on the way down is kept too.
      await errors.stop()
    }
  }
  const end = (code: number): void => void stop().finally(() => running.exit(code))
  running.onSecondInstance(() => app.focus())
  running.onQuitRequested(() => end(0))
  running.onLastWindowClosed(() => {
    if (!app.goesOnWithoutWindow) end(0)
  })
  // What was accepted is on disk; going on with a broken process could only do harm.
  const onFatal = (): void => end(EXIT_FAILED)
  watchProcessErrors({
    ...{ source: process, clock: systemClock, logger: logger.child('process'), onFatal },
    onError: (error, kind) =>
      errors.caught(
        error,
        { process: 'main', component: 'process', action: kind },
        kind === 'exception' ? 'fatal' : 'error',
      ),
  })
  logger.info('starting', { version: running.version, electron: running.electronVersion })
  await app.run()
}

function assertAllowedSwitches(running: RunningApp): void {
  const refused = running.isPackaged ? findRefusedSwitches(process.argv.slice(1)) : []
  if (refused.length === 0) return
  throw new Error(`These switches are not allowed: ${refused.join(', ')}. Start the console without them.`)
}

function builtFiles(folder: string, isPackaged: boolean): AppFiles {
  return {
    preload: join(folder, '../preload/index.cjs'),
    renderer: join(folder, '../renderer'),
    demoScript: join(folder, 'fleet-server.js'),
    archiveScript: join(folder, 'archive-thread.js'),
    reportScript: join(folder, 'report-thread.js'),
    resources: process.resourcesPath,
    // A packaged program has its icon from its own file.
    icon: isPackaged ? null : join(folder, '../../resources/icons/256x256.png'),
  }
}
