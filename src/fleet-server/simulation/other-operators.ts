import type { AlertData, DeviceData, Fields, PlaylistData } from '#shared/domain/entities.ts'
import { type Author, updateEntity } from '../core/edit.ts'
import { chance, pick, type Random } from '../platform/random.ts'
import type { FleetStore } from '../store/store.ts'
import { parseStored } from '../store/stored-json.ts'
import { LOCATIONS, OPERATOR_NOTES, OPERATORS, TAGS } from './catalogue.ts'
import type { LiveFleet } from './live-fleet.ts'

/** One edit by one of the simulated other operators, inside a transaction. */
export function editAsAnother(store: FleetStore, fleet: LiveFleet, random: Random, at: number): void {
  const author = anotherOperator(random, at)
  const roll = random.next()
  if (roll < 0.15) acknowledge(store, fleet, random, author)
  else if (roll < 0.4) editPlaylist(store, random, author)
  else editDevice(store, fleet, random, author)
}

function editDevice(store: FleetStore, fleet: LiveFleet, random: Random, author: Author): void {
  if (fleet.devices.length === 0) return
  const row = store.entities.find('device', pick(random, fleet.devices).id)
  if (row === undefined) return
  const data = parseStored<DeviceData>(row.data)
  updateEntity(store, row, deviceChange(store, random, data), author)
}

function deviceChange(store: FleetStore, random: Random, data: DeviceData): Fields {
  const playlists = store.entities.ofType('playlist')
  const roll = random.next()
  if (roll < 0.4 && playlists.length > 0) return { playlistId: pick(random, playlists).id }
  if (roll < 0.7) return { location: pick(random, LOCATIONS) }
  const tag = pick(random, TAGS)
  return {
    tags: data.tags.includes(tag) ? data.tags.filter((other) => other !== tag) : [...data.tags, tag].slice(0, 50),
  }
}

function editPlaylist(store: FleetStore, random: Random, author: Author): void {
  const playlists = store.entities.ofType('playlist')
  if (playlists.length === 0) return
  const row = pick(random, playlists)
  const data = parseStored<PlaylistData>(row.data)
  const [first, ...others] = data.items
  if (first !== undefined && others.length > 0 && chance(random, 0.6)) {
    updateEntity(store, row, { items: [...others, first] }, author)
    return
  }
  const base = data.description.replace(/ \(checked by .*\)$/, '')
  updateEntity(store, row, { description: `${base} (checked by ${author.actor})`.slice(0, 2_000) }, author)
}

/** One of the other operators acknowledges an alarm. */
export function acknowledgeAsAnother(store: FleetStore, fleet: LiveFleet, random: Random, at: number): void {
  acknowledge(store, fleet, random, anotherOperator(random, at))
}

/** More alarms that are over and not acknowledged than this are looked at first. */
const MANY_RETURNED = 12

function acknowledge(store: FleetStore, fleet: LiveFleet, random: Random, author: Author): void {
  const list = fleet.returnedAlerts.length > MANY_RETURNED ? fleet.returnedAlerts : fleet.openAlerts
  if (list.length === 0) return
  const id = pick(random, list)
  const row = store.entities.find('alert', id)
  if (row === undefined) return
  if (!parseStored<AlertData>(row.data).acknowledged) {
    updateEntity(store, row, { acknowledged: true, note: pick(random, OPERATOR_NOTES) }, author)
  }
  fleet.settleAlert(id)
}

function anotherOperator(random: Random, at: number): Author {
  return { actor: pick(random, OPERATORS), source: 'simulation', key: null, clientId: null, clientSequence: null, at }
}
