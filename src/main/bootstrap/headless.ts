import { mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseLaunchEnvironment } from '../config/launch-environment.ts'
import { type Given, readArguments } from '../headless/arguments.ts'
import type { Input } from '../headless/command.ts'
import { CommandError, EXIT, UsageError } from '../headless/exits.ts'
import { helpText } from '../headless/help.ts'
import { type Progress, ProgressLines } from '../headless/progress.ts'
import { type About, type Told, toldError, toldOutcome } from '../headless/report-outcome.ts'
import type { Answerer } from '../headless/requests.ts'
import { runOrder } from '../headless/run-command.ts'
import { commandOf, readOrder } from '../headless/table.ts'
import { systemClock } from '../platform/clock.ts'
import type { RunningApp } from '../platform/electron-app.ts'
import { findRefusedSwitches } from '../windows/launch-switches.ts'
import { findAnswerer } from './find-answerer.ts'
import { lookAtPolicy, policyPlace } from './machine-policy.ts'

/** How long what was interrupted may take to end. */
const GRACE_MS = 5_000

/**
 * Runs one command of the command line and ends the program: its answer, and nothing else, is on standard output.
 *
 * @param buildFolder folder of the built main process
 * @param args what follows `--headless`
 */
export async function runHeadless(running: RunningApp, buildFolder: string, args: readonly string[]): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'outpost-command-'))
  running.setScratchFolder(scratch)
  running.drawInSoftware()
  running.enableSandbox()
  const run = new HeadlessRun(running, buildFolder, scratch)
  let isEnded = false
  const end = async ({ exit, out, err }: Told): Promise<void> => {
    if (isEnded) return
    isEnded = true
    await Promise.all([written(process.stdout, out), written(process.stderr, err)])
    rmSync(scratch, { recursive: true, force: true })
    running.exit(exit)
  }
  running.workUnseen(() => {
    run.interrupt()
    systemClock.schedule(GRACE_MS, () => void end({ exit: EXIT.interrupted, out: '', err: 'Interrupted.\n' }))
  })
  await end(await run.run(args))
}

class HeadlessRun {
  readonly #running: RunningApp
  readonly #buildFolder: string
  readonly #scratch: string
  readonly #interruption = new AbortController()
  #answerer: Answerer | null = null
  #about: About = { command: '', source: null, site: null, isJson: false }

  constructor(running: RunningApp, buildFolder: string, scratch: string) {
    this.#running = running
    this.#buildFolder = buildFolder
    this.#scratch = scratch
  }

  interrupt(): void {
    this.#interruption.abort()
    void this.#answerer?.close()
  }

  async run(args: readonly string[]): Promise<Told> {
    // Asked for before the line is understood: then an error is in the form that was wanted as well.
    this.#about = { ...this.#about, isJson: args.includes('--json') }
    try {
      return await this.#run(args)
    } catch (error) {
      const interrupted = new CommandError(EXIT.interrupted, 'interrupted', 'Interrupted.', { cause: error })
      return toldError(this.#interruption.signal.aborted ? interrupted : error, this.#about)
    } finally {
      await this.#answerer?.close()
    }
  }

  async #run(args: readonly string[]): Promise<Told> {
    const given = readArguments(args)
    const profile = this.#chooseFolders(given)
    const help = helpOf(given)
    if (help !== null) return { exit: EXIT.done, out: help, err: '' }
    this.#assertAllowedSwitches()
    const { command, rest } = commandOf(given)
    this.#about = { ...this.#about, command: command.name }
    const order = await readOrder(command, inputOf(given, rest))
    if (order.needs === 'nothing') return toldOutcome(await this.#unlessInterrupted(order.run()), this.#about)
    this.#answerer = await findAnswerer({
      ...{ running: this.#running, buildFolder: this.#buildFolder, profile },
      changes: order.needs === 'site' && order.changes,
      mayWrite: given.has('write'),
      signal: this.#interruption.signal,
    })
    this.#about = { ...this.#about, source: this.#answerer.source }
    const progress = this.#progressFor(given)
    try {
      const answerer = progress === null ? this.#answerer : tellingAnswerer(this.#answerer, progress.tell)
      const { site, ...outcome } = await runOrder(order, answerer, given.value('site'))
      return toldOutcome(outcome, { ...this.#about, site })
    } finally {
      progress?.end()
    }
  }

  /** Who only reads has nothing to tidy up. */
  #unlessInterrupted<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#interruption
    signal.throwIfAborted()
    const interrupted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new CommandError(EXIT.interrupted, 'interrupted', 'Interrupted.')))
    })
    return Promise.race([work, interrupted])
  }

  /** Null: nobody wants to know. */
  #progressFor(given: Given): ProgressLines | null {
    const { isJson } = this.#about
    const isTerminal = process.stderr.isTTY === true && !isJson
    if (!isTerminal && !given.has('progress')) return null
    const write = (text: string): void => void process.stderr.write(text)
    return new ProgressLines({ write, isTerminal, isJson, now: () => systemClock.monotonic() })
  }

  /** Beside a running console nothing of Chromium's may lie in its profile; whoever writes needs its keyring. Returns the profile. */
  #chooseFolders(given: Given): string {
    const usual = parseLaunchEnvironment(process.env).profileDirectory ?? this.#running.userDataFolder()
    const profile = resolve(given.value('profile') ?? usual)
    this.#running.setProfile(given.has('write') ? profile : this.#scratch)
    return profile
  }

  #assertAllowedSwitches(): void {
    const refused = this.#running.isPackaged ? findRefusedSwitches(process.argv.slice(1)) : []
    if (refused.length > 0) throw new UsageError(`These switches are not allowed: ${refused.join(', ')}.`)
  }
}

/** Whatever is asked of it is told how far it is. */
function tellingAnswerer(answerer: Answerer, onProgress: (progress: Progress) => void): Answerer {
  return {
    source: answerer.source,
    ask: (name, request, where) => answerer.ask(name, request, { ...where, onProgress }),
    sites: () => answerer.sites(),
    close: () => answerer.close(),
  }
}

/** Null: no help is asked for. @throws UsageError when there is nothing of that name to be helped with */
function helpOf(given: Given): string | null {
  const [first, ...words] = given.words
  const wanted = first === 'help' ? words : given.has('help') ? given.words : null
  if (wanted === null) return null
  const text = helpText(wanted)
  if (text === '') throw new UsageError(`There is no command “${wanted.join(' ').slice(0, 60)}”.`)
  return text
}

function inputOf(given: Given, rest: readonly string[]): Input {
  return {
    given,
    rest,
    now: systemClock.now(),
    absolute: (path) => resolve(path),
    lookAtPolicy: (file) =>
      lookAtPolicy(file ?? policyPlace(process.env, parseLaunchEnvironment(process.env).policyFile).file),
    async temporary() {
      const path = await mkdtemp(join(tmpdir(), 'outpost-command-'))
      return { path, remove: () => rm(path, { recursive: true, force: true }) }
    },
  }
}

/** Resolves when it was handed to whoever reads; one who has stopped reading is no trouble. */
function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.on('error', () => resolve())
    if (text === '') resolve()
    else stream.write(text, () => resolve())
  })
}
