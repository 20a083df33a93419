import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { io } from 'socket.io-client'
import { messageOf } from '../../../src/shared/ipc/feed.ts'
import type { BenchContext } from '../context.ts'
import { LARGE_FLEET_DEVICES } from '../intents.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'
import { interleaved } from '../rounds.ts'
import { median } from '../statistics.ts'
import { openConsoleEngine, whenCurrent } from './console-engine.ts'
import { FLOOD_TENANT } from './flood.ts'

const GOAL: Goal = {
  id: 'P6',
  title: 'single events through to the store',
  unit: '× socket.io',
  better: 'higher',
  floor: 0.25,
  aim: 0.5,
}
const EVENTS = 300_000
const QUICK_EVENTS = 60_000

interface Flood {
  readonly eventsPerSecond: number
  /** From the last applied event until all was on disk. */
  readonly untilStoredMs: number
}

/** Events that come one by one, through all stages into the replica, with a window listening and the copy on disk following. */
export async function inbound(context: BenchContext): Promise<FigureResult[]> {
  const events = context.size(EVENTS, QUICK_EVENTS)
  const server = await FloodServer.start(LARGE_FLEET_DEVICES)
  try {
    await bareFlood(server.url, events)
    const rounds = await interleaved(
      context.rounds,
      () => bareFlood(server.url, events),
      () => engineFlood(context, server.url, events),
    )
    return [
      resultOf(
        GOAL,
        rounds.map(({ first, second }) => ({
          ratio: second.eventsPerSecond / first,
          measured: second.eventsPerSecond,
          limit: first,
        })),
        {
          absoluteUnit: 'events/s',
          note: `${events} status reports of ${LARGE_FLEET_DEVICES} devices, each a message of its own, as fast as they are taken, until the last is in the replica; a window is told of them meanwhile. The limit is a bare socket.io client that counts the same messages.`,
          details: { untilStoredMs: median(rounds.map(({ second }) => second.untilStoredMs)) },
        },
      ),
    ]
  } finally {
    await server.stop()
  }
}

/** Socket.IO's own rate: the client counts. */
function bareFlood(url: string, events: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false })
    let received = 0
    let startedAt = 0
    socket.on('connect_error', reject)
    socket.on('welcome', () => {
      startedAt = performance.now()
      void fetch(`${url}/flood?events=${events}`)
    })
    socket.on('device:status-update', () => received++)
    socket.on('flood:done', () => {
      const seconds = (performance.now() - startedAt) / 1_000
      socket.disconnect()
      if (received === events) resolve(received / seconds)
      else reject(new Error(`${received} of ${events} events arrived`))
    })
  })
}

async function engineFlood(context: BenchContext, url: string, events: number): Promise<Flood> {
  const file = context.folder.copyOf(await context.largeSite(0))
  const engine = await openConsoleEngine({ file, url, tenant: FLOOD_TENANT, token: 'token' })
  try {
    await whenCurrent(engine)
    let bytes = 0
    engine.replica.onDelta((delta) => {
      bytes += messageOf(delta).reports.length
    })
    const before = engine.inbound.status().cursor ?? 0
    const startedAt = performance.now()
    const done = new Promise<void>((resolve) => {
      const end = engine.connection.onEvent((name) => {
        if (name !== 'flood:done') return
        end()
        resolve()
      })
    })
    void fetch(`${url}/flood?events=${events}`)
    await done
    // Under a flood changes wait a while, so that reports of one device become one.
    const cursor = (): number => engine.inbound.status().cursor ?? 0
    while (cursor() < before + events) await new Promise((resolve) => setTimeout(resolve, 1))
    const seconds = (performance.now() - startedAt) / 1_000
    const { passed = 0 } = engine.inbound.stages().find(({ name }) => name === 'order') ?? {}
    if (passed !== events || bytes === 0) throw new Error(`${passed} of ${events} events came through`)
    const storedFrom = performance.now()
    await engine.replica.persist()
    return { eventsPerSecond: events / seconds, untilStoredMs: performance.now() - storedFrom }
  } finally {
    await engine.stop()
  }
}

class FloodServer {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.url = `http://127.0.0.1:${port}`
  }

  static start(devices: number): Promise<FloodServer> {
    const program = join(import.meta.dirname, 'flood-process.ts')
    const child = spawn(process.execPath, [program, JSON.stringify({ devices })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the flood server ended with ${code}`)))
      createInterface({ input: child.stdout }).once('line', (line) => {
        child.removeAllListeners('exit')
        resolve(new FloodServer(child, (JSON.parse(line) as { port: number }).port))
      })
    })
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve())
      this.#child.kill('SIGTERM')
    })
  }
}
