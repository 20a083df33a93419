import { performance } from 'node:perf_hooks'
import type { PlannedCommand } from './check-texts.ts'
import type { Fault } from './pages.ts'
import { type Outcome, runToEnd, type Shell, startUntil } from './processes.ts'
import type { CommandRule, Place } from './rules.ts'

/** The longest that one command may take. */
const COMMAND_TIMEOUT_MS = 180_000
/** The same where everything is fetched anew. */
const INSTALL_TIMEOUT_MS = 480_000

/** Where commands are given. */
export interface Workplace {
  /** The command as it is given away from the project. */
  typed(command: string): string
  /** In a folder of its own, where the console is installed. */
  shell(folder: string, profile: string, timeoutMs: number): Shell
  /** In a new folder with what npm reads of the project. */
  copyShell(timeoutMs: number): Shell
  /** In the project. */
  projectShell(profile: string, timeoutMs: number): Shell
  /** The name of a profile that nobody has used. */
  newProfile(): string
}

export interface RunSummary {
  readonly faults: readonly Fault[]
  readonly counts: Readonly<Record<CommandRule['how'], number>>
}

/** Runs every command by its rule, in the order of the texts, and tells of each as it ends. */
export async function runCommands(
  planned: readonly PlannedCommand[],
  desk: Workplace,
  tell: (line: string) => void,
): Promise<RunSummary> {
  const faults: Fault[] = []
  const run = runner(desk)
  const counts = { run: 0, started: 0, smaller: 0, installed: 0 }
  for (const { command, rule } of planned) {
    const begun = performance.now()
    const outcome = await run(command.file, command.text, rule)
    counts[rule.how] += 1
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
    tell(
      `${wordFor(rule, outcome).padEnd(11)} ${command.file}:${command.line}  ${command.text}${remark(rule)}  ${seconds} s`,
    )
    if (outcome !== null) {
      faults.push({ file: command.file, line: command.line, reason: `“${asRun(command.text, rule)}” ${outcome}` })
    }
  }
  return { faults, counts }
}

/** What takes minutes is done for the first text that has it, and counts for all. */
function runner(desk: Workplace): (file: string, text: string, rule: CommandRule) => Promise<Outcome> {
  const known = new Map<string, Promise<Outcome>>()
  return (file, text, rule) => {
    if (!('place' in rule) || rule.place !== 'copy') return runOne(desk, file, text, rule)
    const outcome = known.get(text) ?? runOne(desk, file, text, rule)
    known.set(text, outcome)
    return outcome
  }
}

async function runOne(desk: Workplace, file: string, text: string, rule: CommandRule): Promise<Outcome> {
  // What one command of a text writes, a later one may read.
  const folder = file.replaceAll(/[^a-zA-Z]/g, '-')
  switch (rule.how) {
    case 'run':
    case 'smaller': {
      const place = rule.place ?? 'project'
      return runToEnd(
        place === 'desk' ? desk.typed(asRun(text, rule)) : asRun(text, rule),
        shellFor(desk, folder, place),
      )
    }
    case 'started':
      return startAndStop(desk, text, rule.until)
    default:
      return null
  }
}

function shellFor(desk: Workplace, folder: string, place: Place): Shell {
  if (place === 'copy') return desk.copyShell(INSTALL_TIMEOUT_MS)
  if (place === 'desk') return desk.shell(folder, 'profile', COMMAND_TIMEOUT_MS)
  return desk.projectShell('profile', COMMAND_TIMEOUT_MS)
}

async function startAndStop(desk: Workplace, text: string, until: RegExp): Promise<Outcome> {
  try {
    const running = await startUntil(text, desk.projectShell(desk.newProfile(), COMMAND_TIMEOUT_MS), until)
    await running.stop()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function asRun(text: string, rule: CommandRule): string {
  return rule.how === 'smaller' ? rule.as : text
}

function wordFor(rule: CommandRule, outcome: Outcome): string {
  if (outcome !== null) return 'FAILED'
  return rule.how === 'installed' ? 'not here' : rule.how === 'smaller' ? 'run smaller' : rule.how
}

function remark(rule: CommandRule): string {
  if (rule.how === 'smaller') return `  (as ${rule.as}: ${rule.why})`
  return rule.how === 'installed' ? `  (by npm run ${rule.by})` : ''
}
