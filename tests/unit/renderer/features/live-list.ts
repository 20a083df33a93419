import type { EntityReport, EntityView, ReplicaDelta } from '#shared/domain/view.ts'
import { afterPaint } from '../../../../src/renderer/app/time.ts'
import { LiveDevices } from '../../../../src/renderer/features/devices/live-devices.ts'
import type { Client } from '../../../../src/renderer/ipc/client.ts'
import type { FeedListener } from '../../../../src/renderer/ipc/feed.ts'
import { createEntityStore } from '../../../../src/renderer/stores/entity-store.ts'
import { deviceView } from '../support.tsx'

/** Time that goes on only when it is told to. */
function handClock() {
  let time = 0
  let planned: { at: number; run: () => void }[] = []
  return {
    measure: () => time,
    after: (delayMs: number, run: () => void) => {
      const one = { at: time + delayMs, run }
      planned.push(one)
      return () => {
        planned = planned.filter((other) => other !== one)
      }
    },
    pass: (ms: number) => {
      time += ms
      const due = planned.filter(({ at }) => at <= time)
      planned = planned.filter(({ at }) => at > time)
      for (const { run } of due) run()
    },
  }
}

export const named = (id: string, name: string, more: Partial<EntityView> = {}) =>
  deviceView(id, { data: { ...deviceView(id).data, name }, ...more })

/**
 * The live list over an imagined replica and a clock that is set by hand.
 * @param later what is on the second page of the list, and when it comes.
 */
export async function liveList(
  views: readonly EntityView[],
  later?: { views: readonly EntityView[]; come: Promise<void> },
) {
  let listener: (delta: ReplicaDelta) => void = () => undefined
  const pageOf = (entities: readonly EntityView[], next: string | null) => {
    return { revision: 0, syncedAt: 1, next, entities: JSON.stringify(entities) }
  }
  const client = {
    request: async (_channel: string, { page }: { page: string | null }) => {
      if (later === undefined || page === null) return pageOf(views, later === undefined ? null : '1')
      await later.come
      return pageOf(later.views, null)
    },
    follow: (given: FeedListener) => {
      listener = given
      return () => undefined
    },
  }
  const entities = createEntityStore(client as unknown as Client)
  entities.getState().start()
  entities.getState().load('device')
  await afterPaint()
  const clock = handClock()
  const live = new LiveDevices({ entities, clock })
  const stop = live.start()
  let revision = 0
  const say = async (changed: EntityView[], removed: string[] = [], reports: EntityReport[] = []) => {
    revision += 1
    const gone = removed.map((id) => ({ entityType: 'device' as const, id }))
    listener({ from: revision - 1, to: revision, changed, reports, removed: gone })
    await afterPaint()
  }
  return { live, clock, say, stop, ids: () => live.shown().ids }
}

export const THREE = [named('a', 'Gate 10'), named('b', 'Gate 2'), named('c', 'Hall 1')]
