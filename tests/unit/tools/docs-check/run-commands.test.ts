import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runToEnd, startUntil } from '../../../../tools/docs-check/processes.ts'
import type { CommandRule } from '../../../../tools/docs-check/rules.ts'
import { runCommands, type Workplace } from '../../../../tools/docs-check/run-commands.ts'
import { fromElsewhere } from '../../../../tools/docs-check/scripts.ts'

const TIMEOUT_MS = 20_000
const RUN: CommandRule = { how: 'run', place: 'desk', form: /./ }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-commands-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function workplace(): Workplace {
  const shell = (name: string) => {
    const cwd = join(folder, name)
    mkdirSync(cwd, { recursive: true })
    return { cwd, env: process.env, timeoutMs: TIMEOUT_MS }
  }
  return {
    typed: (command) => command,
    shell,
    copyShell: () => shell('copy'),
    projectShell: () => ({ ...shell('project'), isTidied: true }),
    newProfile: () => 'new',
  }
}

async function run(...commands: readonly (readonly [string, CommandRule])[]) {
  const told: string[] = []
  const planned = commands.map(([text, rule], index) => ({
    command: { file: 'docs/a.md', line: index + 1, text },
    rule,
  }))
  const summary = await runCommands(planned, workplace(), (line) => told.push(line.replace(/\d+\.\d s$/, 'N s')))
  return { ...summary, told }
}

describe('the commands of the texts', () => {
  it('are run, and one that fails is named with its place and what it wrote', async () => {
    const { faults, counts, told } = await run(['true', RUN], ['echo "no such site" >&2; exit 3', RUN], ['true', RUN])
    expect(faults).toEqual([
      { file: 'docs/a.md', line: 2, reason: '“echo "no such site" >&2; exit 3” ended with 3: no such site' },
    ])
    expect(counts).toEqual({ run: 3, started: 0, smaller: 0, installed: 0 })
    expect(told[1]).toBe('FAILED      docs/a.md:2  echo "no such site" >&2; exit 3  N s')
  })

  it('of one text find what the earlier ones wrote', async () => {
    expect((await run(['echo x > day.json', RUN], ['cat day.json', RUN])).faults).toEqual([])
  })

  it('that install are run once for all texts', async () => {
    const install: CommandRule = { how: 'run', place: 'copy', form: /./ }
    const { faults, counts } = await run(['mkdir installed', install], ['mkdir installed', install])
    expect(faults).toEqual([])
    expect(counts.run).toBe(2)
    expect(existsSync(join(folder, 'copy/installed'))).toBe(true)
  })

  it('say where something smaller was run in their place, and where nothing was', async () => {
    const smaller: CommandRule = { how: 'smaller', form: /./, as: 'true', why: 'a job of its own' }
    const installed: CommandRule = { how: 'installed', form: /./, by: 'test:package' }
    const { told, counts } = await run(['npm test', smaller], ['sudo dpkg -i x.deb', installed])
    expect(told).toEqual([
      'run smaller docs/a.md:1  npm test  (as true: a job of its own)  N s',
      'not here    docs/a.md:2  sudo dpkg -i x.deb  (by npm run test:package)  N s',
    ])
    expect(counts).toEqual({ run: 0, started: 0, smaller: 1, installed: 1 })
  })

  it('that go on are stopped when they have said what is waited for, and fail when they do not', async () => {
    const until: CommandRule = { how: 'started', form: /./, until: /listening/ }
    const { faults } = await run(['echo listening; sleep 600', until], ['echo broken', until])
    expect(faults.map(({ line }) => line)).toEqual([2])
    expect(faults[0]?.reason).toContain('ended, or said nothing within 20 s: broken')
  })
})

describe('npm run', () => {
  it('away from the project is what the script says, with what follows', () => {
    const scripts = new Map([['release:sign', 'node tools/run.mjs release-sign']])
    expect(fromElsewhere('npm run release:sign -- new-key a.pem', '/p', scripts)).toBe(
      'node /p/tools/run.mjs release-sign new-key a.pem',
    )
    expect(fromElsewhere('outpost-console --headless status', '/p', scripts)).toBe('outpost-console --headless status')
    expect(fromElsewhere('npm run gone', '/p', scripts)).toBe('npm run gone')
  })
})

describe('a command', () => {
  it('that does not end is ended, with all that it started', async () => {
    const shell = { cwd: folder, env: process.env, timeoutMs: 200 }
    expect(await runToEnd('sleep 600 & echo $! > pid; wait', shell)).toBe('did not end within 0.2 s: ')
    expect(
      await runToEnd("! grep -qs '^State:.[RSDT]' /proc/$(cat pid)/status", { ...shell, timeoutMs: TIMEOUT_MS }),
    ).toBeNull()
  })

  it('leaves nothing behind in the project, and nothing else is taken away', async () => {
    const shell = { cwd: folder, env: process.env, timeoutMs: TIMEOUT_MS, isTidied: true }
    writeFileSync(join(folder, 'kept'), '')
    expect(await runToEnd('mkdir fleet && touch kept', shell)).toBeNull()
    const running = await startUntil('mkdir data; echo ready; sleep 600', shell, /ready/)
    await running.stop()
    expect(['kept', 'fleet', 'data'].filter((name) => existsSync(join(folder, name)))).toEqual(['kept'])
  })
})
