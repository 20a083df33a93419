import type { FleetPart } from '#shared/domain/analytics.ts'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { afterThisTurn } from '../platform/clock.ts'
import type { KnownDevices } from '../reports/analytics/fleet-figures.ts'

/** Devices that are read before others get their turn: well under a millisecond. */
const DEVICES_PER_TURN = 2_000

/** Which devices there are, where they are, and which of them are asked about. A large fleet is read in many turns. */
export async function knownDevices(records: Iterable<EntityRecord>, part: FleetPart): Promise<KnownDevices> {
  const ids: string[] = []
  const placeOf: number[] = []
  const places = new Map<string, number>()
  const asked = part.kind === 'all' ? null : new Set<string>()
  for (const { id, data } of records) {
    const site = typeof data['site'] === 'string' ? data['site'] : ''
    const place = places.get(site) ?? places.size
    if (place === places.size) places.set(site, place)
    ids.push(id)
    placeOf.push(place)
    if (asked !== null && isIn(part, site, data['groups'])) asked.add(id)
    if (ids.length % DEVICES_PER_TURN === 0) await new Promise<void>(afterThisTurn)
  }
  return { ids, placeOf, places: [...places.keys()], asked }
}

function isIn(part: FleetPart, site: string, groups: unknown): boolean {
  if (part.kind === 'site') return site === part.name
  return part.kind === 'group' && Array.isArray(groups) && groups.includes(part.name)
}
