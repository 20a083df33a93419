import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { type AlarmGroup, groupAlarms } from '#shared/domain/alarm-groups.ts'
import { type Alarm, type AlarmCounts, alarmOf, alarmState, countAlarms } from '#shared/domain/alarms.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { EMPTY_COLLECTION, type EntityCollection, entityById } from '../../stores/entity-collection.ts'
import { type Outpost, useApp, useOutpost } from '../context.tsx'
import { afterFirstScreen } from '../first-screen.ts'
import { useNamedGroups } from '../named-groups.ts'
import { useNow } from '../time.ts'

/** Time alone changes what is shelved, what is stale and what belongs together; so often it is looked at. */
const LOOK_EVERY_MS = 5_000

/** Where a device belongs, and what it is called; null: it is not known here, or not yet. */
export interface DeviceNames {
  readonly nameOf: (deviceId: string) => string | null
  readonly siteOf: (deviceId: string) => string | null
}

/** The time by the server's clock, as far as this PC knows it, renewed every `periodMs`. */
export function useServerNow(periodMs = 1_000): number {
  const ahead = useApp((state) => state.connection?.serverAheadMs ?? 0)
  return useNow(periodMs) + ahead
}

/**
 * All alarms of the site, live; empty until they are read, which begins when the first screen stands. What devices report
 * costs nothing here: only a change of an alarm, or of the time, is looked at.
 */
export function useAlarms(): { alarms: readonly Alarm[]; viewOf: (id: string) => EntityView | undefined; now: number } {
  const { entities } = useOutpost()
  useEffect(() => {
    let isGone = false
    void afterFirstScreen().then(() => {
      if (!isGone) entities.getState().load('alert')
    })
    return () => {
      isGone = true
    }
  }, [entities])
  const collection = useStore(entities, (state) => state.slices.alert?.collection ?? EMPTY_COLLECTION)
  const now = useServerNow(LOOK_EVERY_MS)
  const viewOf = useMemo(() => (id: string) => entityById(collection, id), [collection])
  return { alarms: alarmsOf(collection), viewOf, now }
}

const parsed = new WeakMap<EntityCollection, readonly Alarm[]>()

/** Made once for each state of the list, whoever asks. */
function alarmsOf(collection: EntityCollection): readonly Alarm[] {
  const known = parsed.get(collection)
  if (known !== undefined) return known
  const alarms = collection.rows.flatMap((view) => alarmOf(view) ?? [])
  parsed.set(collection, alarms)
  return alarms
}

/**
 * Names of devices for whoever shows alarms. Reads the devices if nobody has; what they report draws nothing here, and a new
 * name is seen at the next look.
 */
export function useDeviceNames(): DeviceNames {
  const outpost = useOutpost()
  useEffect(() => {
    let isGone = false
    void afterFirstScreen().then(() => {
      if (!isGone) outpost.entities.getState().load('device')
    })
    return () => {
      isGone = true
    }
  }, [outpost])
  // A list that has just been read is looked at anew.
  const status = useStore(outpost.entities, (state) => state.slices.device?.status ?? 'idle')
  return useMemo(() => namesIn(outpost, status), [outpost, status])
}

function namesIn({ entities }: Outpost, _status: string): DeviceNames {
  const textOf = (deviceId: string, field: 'name' | 'site'): string | null => {
    const collection = entities.getState().slices.device?.collection
    const value = collection === undefined ? undefined : entityById(collection, deviceId)?.data[field]
    return typeof value === 'string' ? value : null
  }
  return { nameOf: (id) => textOf(id, 'name'), siteOf: (id) => textOf(id, 'site') }
}

/** How many alarms nobody has acknowledged, by priority; what is shelved, suppressed or out of service does not count. */
export function useAlarmCounts(): AlarmCounts {
  const { alarms, now } = useAlarms()
  return useMemo(() => countAlarms(alarms, now), [alarms, now])
}

/**
 * The most urgent lines of alarms that are active: floods and chatter as one line each, which stays the same line while alarms
 * come to it and leave it. `total`: how many lines there are.
 */
export function useUrgentAlarms(limit: number): { groups: readonly AlarmGroup[]; total: number; now: number } {
  const { alarms, viewOf, now } = useAlarms()
  const { siteOf } = useDeviceNames()
  const active = useMemo(() => {
    const shown = alarms.filter((alarm) => alarm.clearedAt === null && ACTIVE.has(alarmState(alarm, now).name))
    return groupAlarms(shown, siteOf, now)
  }, [alarms, siteOf, now])
  const known = { size: alarms.length, has: (id: string) => viewOf(id) !== undefined }
  const { groups } = useNamedGroups('alarms/urgent', active, known)
  return useMemo(() => ({ groups: groups.slice(0, limit), total: groups.length, now }), [groups, now, limit])
}

const ACTIVE: ReadonlySet<string> = new Set(['unacknowledged', 'acknowledged'])
