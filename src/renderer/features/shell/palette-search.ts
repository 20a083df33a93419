import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useEntity } from '../../app/hooks/replica.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import { type DeviceActions, useCommandsOf, useTypedCommands } from './palette-commands.ts'
import { type Fleet, textOf, useFleet } from './palette-devices.ts'
import { type PaletteEntry, useFixedEntries, useSettingEntries } from './palette-entries.ts'
import { isPlaceMeant, usePlaceEntries } from './palette-places.ts'
import { Best, rankOf } from './palette-ranking.ts'
import { usePageEntries, useTopicEntries } from './palette-topics.ts'

const MAX_DEVICES = 12
/** Most others that are shown. */
const MAX_FOUND = 30

interface Search {
  readonly query: string
  /** What was used last. */
  readonly recent: readonly string[]
  readonly actions: DeviceActions
}

/**
 * What the palette finds: commands on devices that were typed, then of pages, actions and settings what fits best, then
 * devices; what was used last where nothing is typed.
 */
export function usePaletteEntries({ query, recent, actions }: Search): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const always = useFixedEntries()
  const ofPage = usePageEntries()
  const fixed = useMemo(() => [...ofPage, ...always], [ofPage, always])
  const topics = useTopicEntries()
  const settings = useSettingEntries()
  const fleet = useFleet()
  const devices = useFoundDevices(fleet, query)
  const commands = useTypedCommands(actions, fleet, query)
  const places = usePlaceEntries(fleet, query)
  const found = useMemo(() => bestOf([...fixed, ...topics, ...settings], query), [fixed, topics, settings, query])
  if (query.trim() === '') return withRecent(t, fixed, recent)
  const [first] = devices
  // A device of exactly this name is what was meant.
  const isMeant = first !== undefined && rankOf(query, first.text) === 0
  if (isMeant) return [...devices, ...commands, ...found, ...places]
  const [place] = places
  if (place !== undefined && isPlaceMeant(query, place)) return [...commands, ...places, ...found, ...devices]
  return [...commands, ...found, ...devices, ...places]
}

/** What can be done with one device, as far as it fits what is typed. */
export function useDeviceStep(id: string | null, query: string, actions: DeviceActions) {
  const { entity } = useEntity('device', id)
  const commands = useCommandsOf(actions, entity)
  return {
    name: entity === undefined ? (id ?? '') : foreignText(textOf(entity.data, 'name')),
    isGone: id !== null && entity === undefined,
    commands: query.trim() === '' ? commands : bestOf(commands, query),
  }
}

function useFoundDevices(fleet: Fleet, query: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  return useMemo(() => {
    if (query.trim() === '') return []
    return fleet.find(query, MAX_DEVICES).map(({ id, data }) => {
      const run = () => go('devices', { deviceId: id })
      const [text, hint] = [foreignText(textOf(data, 'name')), foreignText(textOf(data, 'site'))]
      return { id: `device-${id}`, group: t('palette.devices'), text, hint, deviceId: id, run }
    })
  }, [t, go, fleet, query])
}

function bestOf(entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] {
  const best = new Best<PaletteEntry>(MAX_FOUND)
  for (const entry of entries) {
    const rank = rankOf(query, entry.text, entry.alsoFoundBy)
    if (rank !== null) best.add(entry, rank)
  }
  return best.items
}

/** What was used last comes first while nothing is searched for. */
function withRecent(
  t: Translate,
  entries: readonly PaletteEntry[],
  recent: readonly string[],
): readonly PaletteEntry[] {
  const used = recent.flatMap((id) => entries.find((entry) => entry.id === id) ?? [])
  const group = t('found.recent')
  return [...used.map((entry) => ({ ...entry, group })), ...entries.filter((entry) => !used.includes(entry))]
}
