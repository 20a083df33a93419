import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseLaunchEnvironment } from '../config/launch-environment.ts'
import { knownAddress } from '../headless/address.ts'
import { consoleAt } from '../headless/console-answerer.ts'
import { CommandError, EXIT } from '../headless/exits.ts'
import type { Answerer } from '../headless/requests.ts'
import { markWriter, unmarkWriter } from '../headless/writer-mark.ts'
import { sleep, systemClock } from '../platform/clock.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import { systemIds } from '../platform/ids.ts'
import { createFileLogger } from '../platform/log-files.ts'
import { type Logger, silentLogger } from '../platform/logger.ts'
import { type ProfilePaths, prepareProfile, profilePaths } from '../platform/paths.ts'

/** A console that starts or ends has the profile, and cannot be reached yet or any more. */
const PATIENCE_MS = 10_000
const POLL_MS = 250
/** A console that has just been started is about to be reachable: it is not told to be away before. */
const STARTING_MS = 2_500

export interface FindAnswererOptions {
  readonly running: RunningApp
  readonly buildFolder: string
  readonly profile: string
  readonly changes: boolean
  /** Where no console runs: the store may be changed. */
  readonly mayWrite: boolean
  readonly signal: AbortSignal
}

/**
 * The console of the profile, or where none runs its store: for reading, or, as the only one who has it, for writing.
 * Rejects with CommandError.
 */
export async function findAnswerer(options: FindAnswererOptions): Promise<Answerer> {
  const { running, profile, changes, mayWrite, signal } = options
  if (!existsSync(profile)) throw new CommandError(EXIT.nothing, 'no-profile', `There is no profile ${profile}.`)
  // Taken while Electron is being set up, the profile's lock can end the process.
  if (mayWrite) await running.whenReady()
  const startedAt = systemClock.monotonic()
  for (const end = startedAt + PATIENCE_MS; ; await sleep(systemClock, POLL_MS, signal)) {
    const address = knownAddress(profile)
    const console = address === null ? null : await consoleAt(address, { clock: systemClock, ids: systemIds })
    if (console !== null) return console
    if (changes && !mayWrite) {
      if (systemClock.monotonic() < startedAt + STARTING_MS && !signal.aborted) continue
      const message = 'No console answers. Start it, or add --write to change its store directly.'
      throw new CommandError(EXIT.refused, 'needs-write', message)
    }
    if (!mayWrite) return stored(options, profilePaths(profile), silentLogger)
    if (running.takesProfileForCommand()) return writing(options)
    if (systemClock.monotonic() >= end || signal.aborted) {
      const message = 'Another console or command has this profile, and cannot be reached. Try again in a moment.'
      throw new CommandError(EXIT.inUse, 'in-use', message)
    }
  }
}

async function writing(options: FindAnswererOptions): Promise<Answerer> {
  const { profile } = options
  markWriter(profile, process.pid)
  const paths = prepareProfile(profile)
  const logger = createFileLogger({ folder: paths.logFolder, clock: systemClock, level: 'info', isOnConsole: false })
  const answerer = await stored(options, paths, logger.child('command-line'))
  return {
    ...answerer,
    async close() {
      await answerer.close()
      await unmarkWriter(profile)
    },
  }
}

/** Read lazily: with a console that answers none of it is needed. */
async function stored(
  { running, buildFolder, mayWrite }: FindAnswererOptions,
  paths: ProfilePaths,
  logger: Logger,
): Promise<Answerer> {
  const { openStoredConsole } = await import('./stored-console.ts')
  return openStoredConsole({
    ...{ running, paths, logger, mayWrite },
    launch: parseLaunchEnvironment(process.env),
    environment: process.env,
    reportScript: join(buildFolder, 'report-thread.js'),
    renderer: join(buildFolder, '../renderer'),
  })
}
