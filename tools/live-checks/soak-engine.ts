import type { Fleet } from '../crash/fleet.ts'
import { AppliedWatch } from './applied-watch.ts'
import { WatchedEngine } from './engine.ts'
import { garbageCollector, heapMb, pssOf } from './memory.ts'
import { compareCopies, readServer } from './server-copy.ts'
import { countKinds, type SoakSubject } from './soak-subject.ts'
import type { Violations } from './violation.ts'

const ONLINE_TIMEOUT_MS = 60_000

/** The console's engine in this process, every change watched. */
export async function engineSubject(folder: string, fleet: Fleet, violations: Violations): Promise<SoakSubject> {
  const { url, token, tenant } = fleet.address
  const watch = new AppliedWatch(violations)
  const console = await WatchedEngine.open({ folder, url, tenant, token, plant: null }, watch, violations)
  const collect = garbageCollector()
  const { inbound, connection } = console.engine
  return {
    start: async () => {
      connection.connect()
      if (!(await console.until(() => console.isCurrent, ONLINE_TIMEOUT_MS))) throw new Error('it never became current')
    },
    events: async () => ({
      received: inbound.stages()[0]?.received ?? 0,
      taken: watch.liveEvents,
      resyncs: inbound.resyncs,
    }),
    reconnects: async () => connection.status().statistics.reconnects,
    look: async () => {
      collect()
      const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
      const held = { ...countKinds(process.getActiveResourcesInfo()), 'process listeners': listeners }
      return { heapMb: heapMb(), pssMb: pssOf('self'), held }
    },
    reaches: (sequence, timeoutMs) => console.until(() => console.isCurrent && console.cursor >= sequence, timeoutMs),
    compare: async (found) => {
      const server = await readServer(fleet.address)
      compareCopies(console.records(), server.records, found)
      return server.records.length
    },
    stop: () => console.stop(),
  }
}
