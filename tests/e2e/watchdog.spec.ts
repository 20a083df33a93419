import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { knownAddress } from '../../src/main/headless/address.ts'
import { CommandLine, deviceIds, keysIn } from '../support/command-line.ts'
import { until } from '../support/fleet-server.ts'
import { expect, test } from './fixtures.ts'

test.describe.configure({ timeout: 180_000 })

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const LONG_MS = 60_000

interface ProgramProcess {
  readonly pid: number
  readonly parent: number
  readonly args: readonly string[]
}

/** The processes of the program that live, without Chromium's helpers. */
function programProcesses(): ProgramProcess[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,stat,args'], { encoding: 'utf8' }).split('\n')
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , stat, ...args]) => !stat?.startsWith('Z') && args.includes(PROJECT))
    .filter(([, , , ...args]) => !args.some((arg) => arg.startsWith('--type=')))
    .map(([pid, parent, , ...args]) => ({ pid: Number(pid), parent: Number(parent), args }))
}

function consolesOf(watchdog: number | undefined): number[] {
  return programProcesses().flatMap(({ pid, parent, args }) =>
    parent === watchdog && !args.includes('--watchdog') ? pid : [],
  )
}

/** Watchdogs that were given a word on their way, which the program does not know. */
function watchdogsWith(mark: string): number[] {
  return programProcesses().flatMap(({ pid, args }) => (args.includes('--watchdog') && args.includes(mark) ? pid : []))
}

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  /** What it and the console have said of what goes wrong. */
  readonly said: () => string
}

function startWatched(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Started {
  const executable = process.env['ELECTRON_EXEC_PATH'] ?? 'electron'
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(executable, [...sandbox, PROJECT, ...args], {
    cwd: PROJECT,
    env: { ...process.env, OUTPOST_UNATTENDED: '1', ...environment },
  })
  let said = ''
  child.stdout.resume()
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, ended, said: () => said }
}

async function consoleOf(parent: number | undefined, except: readonly number[] = []): Promise<number> {
  const fresh = (): number | undefined => consolesOf(parent).find((pid) => !except.includes(pid))
  await until('a console was started', () => fresh() !== undefined, LONG_MS)
  return fresh() ?? 0
}

async function untilAnswers(line: CommandLine, profile: string): Promise<void> {
  await until('the console listens', () => knownAddress(profile) !== null, LONG_MS)
  await until('the console answers', async () => (await line.json('status')).source === 'console', LONG_MS)
}

test('a console that is killed is started again with everything it had accepted, and ends when it is told to', async ({
  profile,
  server,
  network,
}) => {
  network.set('refuse')
  const environment = { OUTPOST_PROFILE_DIR: profile, OUTPOST_SERVER_URL: network.url, OUTPOST_TOKEN: server.token }
  const line = new CommandLine(profile, environment)
  const { child, ended } = startWatched(environment, '--watchdog')
  try {
    const first = await consoleOf(child.pid)
    await untilAnswers(line, profile)
    network.set('pass')
    await until('it is online', async () => JSON.stringify(await line.json('status')).includes('"online"'), LONG_MS)
    network.set('refuse')
    const [id = ''] = await deviceIds(server)
    const queued = await line.json('queue', 'add', '--device', id, '--set', 'location=Hall 9')
    expect(queued).toMatchObject({ ok: true, source: 'console' })

    const killedAt = performance.now()
    process.kill(first, 'SIGKILL')
    const second = await consoleOf(child.pid, [first])
    const startedAfterMs = performance.now() - killedAt
    test.info().annotations.push({ type: 'started again after', description: `${Math.round(startedAfterMs)} ms` })
    expect(startedAfterMs).toBeLessThan(10_000)
    await untilAnswers(line, profile)
    const waiting = await line.json('queue', 'list')
    expect(keysIn(waiting)).toEqual(keysIn(queued))
    network.set('pass')
    await until('it was sent', async () => (await server.audit()).some(({ key }) => key === keysIn(queued)[0]), LONG_MS)

    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(() => process.kill(second, 0)).toThrow('ESRCH')
  } finally {
    for (const pid of consolesOf(child.pid)) process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
  }
})

test('a console that dies again and again is left alone after five times, and the screen says so', async ({
  stick,
}) => {
  // No folder can be made below a file.
  writeFileSync(join(stick, 'file'), '')
  const environment = { OUTPOST_PROFILE_DIR: join(stick, 'file/profile') }
  const { child, said } = startWatched(environment, '--watchdog', '--remote-debugging-port=0')
  try {
    const deaths = () => said().split('The profile folder').length - 1
    await until('it has died five times', () => deaths() === 5, LONG_MS)
    await until(
      'a picture is shown',
      async () => (await pagesOf(said())).includes('The console does not stay up'),
      LONG_MS,
    )
    expect(consolesOf(child.pid)).toEqual([])
    expect(deaths()).toBe(5)
    expect(await pagesOf(said())).toContain('cannot be written')
  } finally {
    child.kill('SIGTERM')
    child.kill('SIGKILL')
  }
})

test('in kiosk mode a console that nobody looks after sees to it by itself', async ({ profile, stick }) => {
  const policy = join(stick, 'policy.json')
  writeFileSync(policy, JSON.stringify({ kiosk: true }))
  const environment = { OUTPOST_PROFILE_DIR: profile, OUTPOST_POLICY_FILE: policy }
  const mark = `--mark=${profile}`
  const { child, ended } = startWatched(environment, mark)
  const watchdogs = () => watchdogsWith(mark)
  try {
    expect(await ended).toBe(0)
    await until('it is looked after', () => watchdogs().length === 1, LONG_MS)
    const [watchdog] = watchdogs()
    const first = await consoleOf(watchdog)
    await until('the console listens', () => knownAddress(profile) !== null, LONG_MS)
    process.kill(first, 'SIGKILL')
    expect(await consoleOf(watchdog, [first])).toBeGreaterThan(0)
  } finally {
    child.kill('SIGKILL')
    for (const pid of watchdogs()) {
      const consoles = consolesOf(pid)
      process.kill(pid, 'SIGKILL')
      for (const one of consoles) process.kill(one, 'SIGKILL')
    }
  }
})

/** What the watchdog's own windows show. Its debugger speaks first. */
async function pagesOf(said: string): Promise<string> {
  const address = /DevTools listening on ws:\/\/([^/]+)/.exec(said)?.[1]
  if (address === undefined) return ''
  const answer = await fetch(`http://${address}/json/list`).catch(() => null)
  return decodeURIComponent((await answer?.text()) ?? '')
}
