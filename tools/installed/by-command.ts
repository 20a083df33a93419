import { type FleetServerProcess, until } from '../../tests/support/fleet-server.ts'
import type { TcpProxy } from '../../tests/support/tcp-proxy.ts'
import type { InstalledApp, RunningConsole } from './installed-app.ts'
import { jailOf, sandboxFaults } from './sandbox.ts'
import { must, type Transcript } from './transcript.ts'

const PATIENCE_MS = 60_000

export interface Scene {
  readonly app: InstalledApp
  readonly uid: number
  readonly server: FleetServerProcess
  readonly network: TcpProxy
  readonly transcript: Transcript
}

interface SiteStatus {
  readonly connection: { readonly state: string } | null
}

/** The main job on the program exactly as it was installed, by its command line, with the window open. */
export async function playByCommand(scene: Scene): Promise<void> {
  const { app, network, server, transcript, uid } = scene
  await seeDoorsLocked(scene)
  let console = await app.start()
  try {
    checkSandbox(console, uid, transcript)
    await waitForConnection(app, 'online')
    transcript.say('The untouched program runs as a normal user, in the sandbox, and is online.')
    network.set('refuse')
    await waitForConnection(app, 'offline')
    const key = await queue(app, 'Hall 7, north door')
    await mustWait(app, key)
    transcript.say('Without a network, a change is queued by the command line.')
    await console.end('SIGKILL')
    console = await app.start()
    await mustWait(app, key)
    transcript.say('Killed and started again: the same change is waiting.')
    network.set('pass')
    await until('the change is applied', async () => (await effects(server, key)) > 0, PATIENCE_MS)
    await until('nothing waits', async () => (await waiting(app)).length === 0, PATIENCE_MS)
    must('the server applied it once', (await effects(server, key)) === 1)
    transcript.say('The network is back: the server has applied it once, and nothing waits.')
  } finally {
    await console.end('SIGTERM')
  }
}

/** An installed console takes no switch that lets a driver in. */
async function seeDoorsLocked({ app, transcript }: Scene): Promise<void> {
  const { code, err } = await app.run('--remote-debugging-port=0')
  must(
    'a port for a debugger is refused',
    code === 1 && err.includes('--remote-debugging-port') === false && err.includes('remote-debugging-port'),
    { code, err },
  )
  transcript.say('A port for a debugger is refused.')
}

function checkSandbox(console: RunningConsole, uid: number, transcript: Transcript): void {
  const processes = jailOf(console.pid)
  transcript.keep('processes', processes)
  const faults = sandboxFaults(processes, uid)
  must('the sandbox is on', faults.length === 0, faults)
}

async function waitForConnection(app: InstalledApp, state: string): Promise<void> {
  await until(
    `the console is ${state}`,
    async () => {
      const { sites } = (await app.ask('status')) as { readonly sites: readonly SiteStatus[] }
      return sites[0]?.connection?.state === state
    },
    PATIENCE_MS,
  )
}

async function queue(app: InstalledApp, location: string): Promise<string> {
  const answer = await app.ask('queue', 'add', '--device', 'device-00002', '--set', `location=${location}`)
  return (answer['operations'] as { readonly key: string }[])[0]?.key ?? ''
}

async function waiting(app: InstalledApp): Promise<readonly { readonly key: string }[]> {
  return (await app.ask('queue', 'list'))['operations'] as { readonly key: string }[]
}

async function mustWait(app: InstalledApp, key: string): Promise<void> {
  const operations = await waiting(app)
  must('exactly this change waits', operations.length === 1 && operations[0]?.key === key, operations)
}

async function effects(server: FleetServerProcess, key: string): Promise<number> {
  return (await server.audit()).filter((effect) => effect.key === key).length
}
