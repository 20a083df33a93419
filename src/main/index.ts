import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'
import { type AppFiles, OutpostApp } from './bootstrap/app.ts'
import { type LaunchEnvironment, parseLaunchEnvironment } from './config/launch-environment.ts'
import { systemClock } from './platform/clock.ts'
import { runningApp, showStartFailure } from './platform/electron-app.ts'
import { createFileLogger } from './platform/log-files.ts'
import { prepareProfile } from './platform/paths.ts'
import { registerAppScheme } from './windows/app-protocol.ts'
import { findRefusedSwitches } from './windows/launch-switches.ts'
import { choosePageSource } from './windows/page-source.ts'
import { applyAppPolicy } from './windows/security-policy.ts'

const EXIT_FAILED = 1

function builtFiles(): AppFiles {
  const main = import.meta.dirname
  return {
    preload: join(main, '../preload/index.cjs'),
    renderer: join(main, '../renderer'),
    storageWorker: pathToFileURL(join(main, 'storage-worker.js')),
    demoScript: join(main, 'fleet-server.js'),
    icon: null,
  }
}

async function start(launch: LaunchEnvironment): Promise<void> {
  const { isPackaged } = runningApp
  const refused = isPackaged ? findRefusedSwitches(process.argv.slice(1)) : []
  if (refused.length > 0) throw new Error(`These switches are not allowed: ${refused.join(', ')}. Start the console without them.`)
  if (launch.profileDirectory !== null) app.setPath('userData', launch.profileDirectory)
  const paths = prepareProfile(app.getPath('userData'))
  if (!app.requestSingleInstanceLock()) {
    // The first one comes to the front; one profile is never used by two.
    process.stderr.write('Outpost Console is already running with this profile; its window was brought to the front.\n')
    return app.exit(0)
  }
  const logger = createFileLogger({ folder: paths.logFolder, clock: systemClock, level: 'info', isOnConsole: false })
  const source = choosePageSource(isPackaged, process.env['ELECTRON_RENDERER_URL'])
  applyAppPolicy(app, { source, isPackaged, logger: logger.child('security') })
  const console = new OutpostApp({
    running: runningApp,
    files: builtFiles(),
    paths,
    environment: process.env,
    launch,
    source,
    logger,
  })
  runningApp.onSecondInstance(() => console.focus())
  runningApp.onQuitRequested(() => void console.stop().finally(() => app.exit(0)))
  await app.whenReady()
  logger.info('starting', { version: runningApp.version, electron: runningApp.electronVersion })
  await console.run()
}

async function main(): Promise<void> {
  const launch = parseLaunchEnvironment(process.env)
  // Every window asks for the sandbox itself. This covers all other processes too, but cannot be combined with the switch
  // that developers need as root, where Chromium has no sandbox at all.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerAppScheme()
  try {
    await start(launch)
  } catch (error) {
    await app.whenReady()
    showStartFailure(error instanceof Error ? error.message : String(error), launch.isUnattended)
    app.exit(EXIT_FAILED)
  }
}

void main()
