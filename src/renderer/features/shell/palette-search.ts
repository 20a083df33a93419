import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useEntity } from '../../app/hooks/replica.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { useAlarmEntries, useAlarmFinder } from './palette-alarms.ts'
import {
  type CommandEntryOf,
  commandsOf,
  type DeviceActions,
  deviceCommandOf,
  useCommandEntry,
  useTypedCommands,
} from './palette-commands.ts'
import { useContentEntries } from './palette-content.ts'
import { type Fleet, textOf, useFleet } from './palette-devices.ts'
import { type PaletteEntry, useFixedEntries, useSettingEntries } from './palette-entries.ts'
import { groupCommandOf, useGroupCommand, useTypedGroupCommands } from './palette-group-commands.ts'
import { isKindMeant } from './palette-kinds.ts'
import { isPlaceMeant, placeEntry, usePlaceEntries, usePlaces } from './palette-places.ts'
import { usePlaylistEntries } from './palette-playlists.ts'
import { Best, rankOf } from './palette-ranking.ts'
import { type Used, useUsedWaiting } from './palette-recent.ts'
import { useScheduleEntries } from './palette-schedules.ts'
import { usePageEntries, useTopicEntries } from './palette-topics.ts'

const MAX_DEVICES = 12
/** Most others that are shown. */
const MAX_FOUND = 30
const NOTHING: readonly PaletteEntry[] = []

/** All that the palette looks through, which no key changes. */
export function useSources(actions: DeviceActions) {
  const always = useFixedEntries()
  const ofPage = usePageEntries()
  const topics = useTopicEntries()
  const settings = useSettingEntries()
  const playlists = usePlaylistEntries()
  const schedules = useScheduleEntries()
  const content = useContentEntries()
  const fleet = useFleet()
  const places = usePlaces(fleet)
  const deviceOf = useDeviceEntry()
  const commandOf = useCommandEntry(actions)
  const groupCommand = useGroupCommand(actions, fleet, places)
  const alarms = useAlarmFinder()
  const fixed = useMemo(() => [...ofPage, ...always], [ofPage, always])
  const named = useMemo(
    () => [...fixed, ...topics, ...settings, ...playlists, ...schedules, ...content],
    [fixed, topics, settings, playlists, schedules, content],
  )
  return { fixed, named, fleet, places, deviceOf, commandOf, groupCommand, alarms }
}

export type Sources = ReturnType<typeof useSources>

/**
 * What the palette finds at once: commands that were typed, then of pages, actions and settings what fits best, then devices,
 * lists of them and alarms.
 */
export function useFoundEntries(sources: Sources, query: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const { fleet, places, deviceOf, commandOf, groupCommand, named } = sources
  const devices = useMemo(
    () => (query.trim() === '' ? [] : fleet.find(query, MAX_DEVICES).map(deviceOf)),
    [fleet, deviceOf, query],
  )
  const commands = useTypedCommands(commandOf, fleet, query)
  const groups = useTypedGroupCommands(groupCommand, fleet, places, query)
  const lists = usePlaceEntries(places, query)
  const alarms = useAlarmEntries(sources.alarms, query)
  const found = useMemo(() => (query.trim() === '' ? [] : bestOf(named, query)), [named, query])
  if (isKindMeant(t, query, 'alarm')) return [...alarms, ...found, ...devices, ...lists]
  // A device of exactly this name is what was meant.
  if (devices[0] !== undefined && rankOf(query, devices[0].text) === 0)
    return [...devices, ...commands, ...groups.entries, ...found, ...lists, ...alarms]
  const done = groups.isMeant ? [...groups.entries, ...commands] : [...commands, ...groups.entries]
  const [list] = lists
  if (list !== undefined && isPlaceMeant(query, list.alsoFoundBy ?? ''))
    return [...done, ...lists, ...found, ...devices, ...alarms]
  return [...done, ...found, ...devices, ...lists, ...alarms]
}

/** What is offered before anything is typed: what was used last, as far as it is still there, then pages and actions. */
export function useOfferedEntries(
  sources: Sources,
  recent: readonly Used[],
  gone: ReadonlySet<string>,
  isWanted: boolean,
): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const usedWaiting = useUsedWaiting(gone)
  const { fixed, named, fleet, places, deviceOf, commandOf, groupCommand, alarms } = sources
  const entryOf = (used: Used): PaletteEntry | null => {
    const { id } = used
    const known = named.find((entry) => entry.id === id) ?? alarms.usedBefore(id) ?? usedWaiting(used)
    if (known !== null) return known
    const place = places.byId(id)
    if (place !== undefined) {
      return places.countOf(place) === 0 ? null : placeEntry(t, place, () => go('devices', place.target))
    }
    const group = groupCommandOf(id, places)
    if (group !== null) return groupCommand(group.place, group.verb)
    const command = deviceCommandOf(id, fleet)
    if (command !== null) return commandOf(command.view, command.verb)
    const device = id.startsWith('device-') ? fleet.byId(id.slice('device-'.length)) : undefined
    return device === undefined ? null : deviceOf(device)
  }
  if (!isWanted) return NOTHING
  const used = recent.flatMap((one) => entryOf(one) ?? [])
  const ids = new Set(used.map(({ id }) => id))
  const group = t('found.recent')
  return [...used.map((entry) => ({ ...entry, group })), ...fixed.filter(({ id }) => !ids.has(id))]
}

/** What can be done with one device, as far as it fits what is typed. */
export function useDeviceStep(id: string | null, query: string, entryOf: CommandEntryOf) {
  const { entity } = useEntity('device', id)
  const commands = commandsOf(entryOf, entity)
  return {
    name: entity === undefined ? (id ?? '') : foreignText(textOf(entity.data, 'name')),
    isGone: id !== null && entity === undefined,
    commands: query.trim() === '' ? commands : bestOf(commands, query),
  }
}

type FoundDevice = ReturnType<Fleet['find']>[number]

function useDeviceEntry(): (view: FoundDevice) => PaletteEntry {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  return useMemo(
    () =>
      ({ id, data }) => {
        const run = () => go('devices', { deviceId: id })
        const [text, hint] = [foreignText(textOf(data, 'name')), foreignText(textOf(data, 'site'))]
        return { id: `device-${id}`, group: t('palette.devices'), text, hint, deviceId: id, run }
      },
    [t, go],
  )
}

function bestOf(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const best = new Best<PaletteEntry>(MAX_FOUND)
  for (const entry of entries) {
    const rank = rankOf(query, entry.text, entry.alsoFoundBy)
    if (rank !== null) best.add(entry, rank)
  }
  return best.items
}
