import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startFleetServer } from '../../tests/support/fleet-server.ts'
import { TcpProxy } from '../../tests/support/tcp-proxy.ts'
import { prepareRuntime } from '../runtime/prepare.mjs'
import { playMainJob } from './main-job.ts'
import { Transcript } from './transcript.ts'

const USAGE = 'usage: npm run demo -- --out DIR [--devices N] [--seed N] [--theme dark|light] [--edits-per-minute N]'

interface DemoOptions {
  readonly out: string
  readonly devices: number
  readonly seed: number
  /** Edits by simulated other operators. */
  readonly editsPerMinute: number
  readonly theme: 'dark' | 'light'
}

/** Plays the main job in the real app against the real server. Returns the exit code. */
async function main(options: DemoOptions): Promise<number> {
  const runtime = await prepareRuntime()
  Object.assign(process.env, runtime.env)
  const folder = mkdtempSync(join(tmpdir(), 'outpost-demo-'))
  const { devices, seed, editsPerMinute } = options
  const transcript = new Transcript(options.out, { electron: runtime.electronVersion ?? 'unknown', devices, seed })
  const server = await startFleetServer([
    ...['--devices', String(devices), '--seed', String(seed), '--data', join(folder, 'server')],
    ...['--events-per-second', '50', '--edits-per-minute', String(editsPerMinute)],
    ...['--site-name', 'Rhein-Main network'],
  ])
  const network = await TcpProxy.start(server.port)
  try {
    const profile = join(folder, 'profile')
    const report = await playMainJob({ transcript, server, network, profile, theme: options.theme, editsPerMinute })
    const isGood = [report.lost, report.duplicated, report.reordered, report.differences.length].every(
      (count) => count === 0,
    )
    for (const difference of report.differences) process.stdout.write(`  different: ${difference}\n`)
    process.stdout.write(
      `\naccepted ${report.accepted}   applied ${report.applied}   merged ${report.merged}   lost ${report.lost}   duplicated ${report.duplicated}   out of order ${report.reordered}   commands confirmed ${report.confirmed}   conflicts settled ${report.conflicts}\n` +
        `pictures and transcript.json are in ${options.out}\n`,
    )
    return isGood && report.applied + report.merged === report.accepted ? 0 : 1
  } finally {
    await network.stop()
    await server.stop()
    await runtime.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
}

function readOptions(): DemoOptions | null {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      devices: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '7' },
      theme: { type: 'string', default: 'dark' },
      'edits-per-minute': { type: 'string', default: '6' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || values.out === undefined) return null
  const theme = values.theme === 'light' ? 'light' : 'dark'
  const numbers = {
    devices: Number(values.devices),
    seed: Number(values.seed),
    editsPerMinute: Number(values['edits-per-minute']),
  }
  if (Object.values(numbers).some((value) => !Number.isInteger(value) || value < 0)) return null
  return { out: resolve(values.out), theme, ...numbers }
}

const options = readOptions()
const isHelpWanted = process.argv.includes('--help')
if (options === null) {
  const to = isHelpWanted ? process.stdout : process.stderr
  to.write(`${USAGE}\n`)
  process.exitCode = isHelpWanted ? 0 : 2
} else {
  process.exitCode = await main(options)
}
