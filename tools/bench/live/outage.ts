import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import type { ConnectionStatus } from '../../../src/shared/domain/connection.ts'
import { type FleetServerProcess, startFleetServer } from '../../../tests/support/fleet-server.ts'
import { TcpProxy } from '../../../tests/support/tcp-proxy.ts'
import type { BenchContext } from '../context.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../result.ts'
import { openConsoleEngine, whenCurrent } from './console-engine.ts'

const AGAIN: Goal = {
  id: 'P14',
  title: 'online again after the server is back, median',
  unit: 'ms',
  better: 'lower',
  floor: 1_000,
  aim: 500,
}
const AGAIN_AT_MOST: Goal = { ...AGAIN, id: 'P14-max', title: 'online again, longest', floor: 2_000, aim: 1_000 }
const DEAD: Goal = { id: 'P15', title: 'dead link shown', unit: 'ms', better: 'lower', floor: 5_000, aim: 3_000 }
const DEVICES = 500
/** Lengths of the outages, which all stay within the minute for which the figure holds; in turn. */
const OUTAGES_MS = [300, 2_000, 7_000, 20_000, 55_000] as const
const QUICK_OUTAGES_MS = [300, 2_000] as const
/** A link dies at any moment between two heartbeats. */
const DEATHS_A_ROUND = 3
const HEARTBEAT_MS = 2_500

/** The server process is killed and started again on the same port; what counts begins when it says that it is ready. */
export async function reconnect(context: BenchContext): Promise<FigureResult[]> {
  const outages = context.isQuick ? QUICK_OUTAGES_MS : OUTAGES_MS
  const data = context.folder.fresh('server')
  let server = await startServer(data, 0)
  const engine = await engineFor(context, server, server.url)
  const rounds: Round[] = []
  try {
    for (let round = 0; round < Math.max(context.rounds, outages.length); round += 1) {
      await server.kill()
      await sleep(outages[round % outages.length])
      server = await startServer(data, server.port)
      const readyAt = performance.now()
      await whenCurrent(engine)
      const tookMs = performance.now() - readyAt
      rounds.push({ ratio: tookMs, measured: tookMs })
      context.progress(`online again after ${Math.round(tookMs)} ms`)
    }
  } finally {
    await engine.stop()
    await server.stop()
  }
  const note = `The server process is killed and started again after ${outages.map((ms) => ms / 1_000).join(', ')} s; from its word that it is ready until the console is online and has caught up.`
  const longest = Math.max(...rounds.map(({ ratio }) => ratio))
  return [
    resultOf(AGAIN, rounds, { absoluteUnit: 'ms', note }),
    resultOf(AGAIN_AT_MOST, [{ ratio: longest, measured: longest }], { absoluteUnit: 'ms', note }),
  ]
}

/** The network swallows everything without a word; what counts ends when the console no longer says that it is online. */
export async function deadLink(context: BenchContext): Promise<FigureResult[]> {
  const server = await startServer(context.folder.fresh('server'), 0)
  const network = await TcpProxy.start(server.port)
  const engine = await engineFor(context, server, network.url)
  const rounds: Round[] = []
  const deaths = context.rounds * DEATHS_A_ROUND
  try {
    for (let death = 0; death < deaths; death += 1) {
      await whenCurrent(engine)
      await sleep(HEARTBEAT_MS + (death * HEARTBEAT_MS) / deaths)
      const diedAt = performance.now()
      network.set('blackhole')
      await whenSeen(engine, ({ state }) => state !== 'online' && state !== 'degraded')
      const tookMs = performance.now() - diedAt
      network.set('refuse')
      network.set('pass')
      rounds.push({ ratio: tookMs, measured: tookMs })
      context.progress(`dead link shown after ${Math.round(tookMs)} ms`)
    }
  } finally {
    await engine.stop()
    await network.stop()
    await server.stop()
  }
  const longest = Math.max(...rounds.map(({ ratio }) => ratio))
  const note = `${deaths} times a network that swallows everything, at different moments between two heartbeats; the longest counts.`
  return [resultOf(DEAD, [{ ratio: longest, measured: longest }], { absoluteUnit: 'ms', note })]
}

function startServer(data: string, port: number): Promise<FleetServerProcess> {
  return startFleetServer(['--devices', String(DEVICES), '--data', data, '--port', String(port)])
}

async function engineFor(context: BenchContext, server: FleetServerProcess, url: string): Promise<SiteEngine> {
  const file = join(context.folder.fresh('console.sqlite'))
  const engine = await openConsoleEngine({ file, url, tenant: server.tenant, token: server.token })
  await whenCurrent(engine)
  return engine
}

function whenSeen(engine: SiteEngine, isWanted: (status: ConnectionStatus) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = engine.connection.onStatus((status) => {
      if (!isWanted(status)) return
      end()
      resolve()
    })
  })
}
