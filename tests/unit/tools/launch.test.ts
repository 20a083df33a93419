import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inProject } from '../../../tools/runtime/paths.mjs'

const LAUNCH = pathToFileURL(inProject('tools/runtime/launch.mjs')).href
const ERRORS = pathToFileURL(inProject('tools/runtime/errors.mjs')).href

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-tools-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A tool that runs `program` in the foreground, as a process of its own; in a shell as npm starts it, or directly. */
function startTool(program: string, isInShell = false) {
  const file = join(folder, 'program.mjs')
  const tool = join(folder, 'tool.mjs')
  writeFileSync(file, program)
  writeFileSync(
    tool,
    `import { runInForeground } from '${LAUNCH}'
     import { runTool } from '${ERRORS}'
     await runTool(() => runInForeground(process.execPath, [${JSON.stringify(file)}]))`,
  )
  const { npm_lifecycle_event: _, ...own } = process.env
  const child = isInShell
    ? spawn('sh', ['-c', `"${process.execPath}" "${tool}"; true`], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...own, npm_lifecycle_event: 'start' },
      })
    : spawn(process.execPath, [tool], { stdio: ['ignore', 'pipe', 'pipe'], env: own })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    output += String(chunk)
  })
  return { child, output: () => output, exit: once(child, 'exit').then(([code]) => Number(code)) }
}

/** Says its process id and that of a helper it started, then waits for ever. */
const PROGRAM_WITH_HELPER = `
  import { spawn } from 'node:child_process'
  const helper = spawn(process.execPath, ['-e', 'setInterval(() => 1, 1000)'], { stdio: 'ignore' })
  setInterval(() => 1, 1000)
  process.on('SIGINT', () => process.exit(7))
  console.log(JSON.stringify([process.pid, helper.pid]))`

async function readPids(output: () => string): Promise<number[]> {
  await vi.waitFor(() => expect(output()).toContain(']'), { timeout: 10_000 })
  return JSON.parse(output()) as number[]
}

/** A process that has ended but was not yet collected by its parent counts as gone. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe.runIf(process.platform === 'linux')('a program in the foreground', () => {
  it('hands on its exit code', async () => {
    const { exit } = startTool('process.exit(5)')
    await expect(exit).resolves.toBe(5)
  })

  it('gets the signal, ends in its own way and takes its helpers along', async () => {
    const { child, exit, output } = startTool(PROGRAM_WITH_HELPER)
    const pids = await readPids(output)
    child.kill('SIGINT')
    await expect(exit).resolves.toBe(7)
    await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]))
  })

  it('is ended by force by the second signal', async () => {
    const { child, exit, output } = startTool(`
      process.on('SIGINT', () => console.log('no'))
      setInterval(() => 1, 1000)
      console.log('[]')`)
    await readPids(output)
    child.kill('SIGINT')
    await vi.waitFor(() => expect(output()).toContain('no'))
    child.kill('SIGINT')
    await expect(exit).resolves.toBe(137)
  })

  it('ends when npm was stopped, which tells only the shell in between', async () => {
    const { child, output } = startTool(PROGRAM_WITH_HELPER, true)
    const pids = await readPids(output)
    child.kill('SIGTERM')
    await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), { timeout: 10_000 })
  })

  it('ends when the tool itself is killed', async () => {
    const { child, exit, output } = startTool(PROGRAM_WITH_HELPER)
    const [program = 0, helper = 0] = await readPids(output)
    child.kill('SIGKILL')
    await exit
    await vi.waitFor(() => expect(isRunning(program)).toBe(false))
    process.kill(helper, 'SIGKILL')
  })
})

describe('a failing tool', () => {
  it('says one sentence and ends with 1', async () => {
    const tool = join(folder, 'tool.mjs')
    writeFileSync(
      tool,
      `import { runTool, ToolError } from '${ERRORS}'
       await runTool(async () => { throw new ToolError('Do this.', { cause: new Error('inner') }) })`,
    )
    const { child, exit, output } = spawnTool(tool, {})
    await expect(exit).resolves.toBe(1)
    expect(child.exitCode).toBe(1)
    expect(output()).toBe('outpost: Do this.\n')
  })

  it('shows everything when it is asked to', async () => {
    const tool = join(folder, 'tool.mjs')
    writeFileSync(
      tool,
      `import { runTool, ToolError } from '${ERRORS}'
       await runTool(async () => { throw new ToolError('Do this.', { cause: new Error('inner') }) })`,
    )
    const { exit, output } = spawnTool(tool, { OUTPOST_TOOLS_DEBUG: '1' })
    await exit
    expect(output()).toContain('caused by: Error: inner')
  })
})

function spawnTool(tool: string, variables: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [tool], {
    env: { ...process.env, OUTPOST_TOOLS_DEBUG: '', ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (chunk) => {
    output += String(chunk)
  })
  return { child, output: () => output, exit: once(child, 'close').then(([code]) => Number(code)) }
}
