import { useTranslation } from 'react-i18next'
import { asksFirst } from '../../app/devices/use-device-actions.tsx'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { type DeviceActions, typedVerbs, VERBS, type Verb } from './palette-commands.ts'
import { type Fleet, textOf } from './palette-devices.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { isPlaceMeant, type Place, type Places } from './palette-places.ts'
import { rankOf } from './palette-ranking.ts'

/** Most places that a typed verb is offered for. */
const MAX_MEANT = 4
const WORST_RANK = 9

export type GroupVerb = Exclude<Verb, 'open'>

export interface GroupCommands {
  /** What was typed is about a place more than about any device. */
  readonly isMeant: boolean
  readonly entries: readonly PaletteEntry[]
}

const NONE: GroupCommands = { isMeant: false, entries: [] }

/** What can be done with all devices of a place, as an entry of the palette; null: none is there. */
export function useGroupCommand(actions: DeviceActions, fleet: Fleet, places: Places) {
  const { t } = useTranslation()
  const { bulk } = useBulkChanges()
  const busy = bulk?.state === 'running' ? t('finder.whyNot.isBusy', { title: bulk.title(t) }) : null
  return (place: Place, verb: GroupVerb): PaletteEntry | null => {
    const count = places.countOf(place)
    if (count === 0) return null
    const where = t(`finder.where.${place.kind}`, { name: inSentence(place.name) })
    const run = (): void => {
      // Who is there by then, and nobody else.
      const devices = fleet.filter(place.isIn).map(({ id, data }) => ({ id, name: inSentence(textOf(data, 'name')) }))
      if (verb === 'delete') actions.remove(devices)
      else actions.command(verb, devices)
    }
    return {
      id: `${verb}-${place.id}`,
      group: t('finder.groupCommands'),
      text: t(`finder.doAll.${verb}`, { count, n: formatNumber(count), where }),
      hint: '',
      whyNot: count > 1 ? busy : null,
      isAsking: asksFirst(verb, count),
      run,
    }
  }
}

/** The commands that the words of a search name, for all devices of the places that the rest of it finds. */
export function useTypedGroupCommands(
  entryOf: ReturnType<typeof useGroupCommand>,
  fleet: Fleet,
  places: Places,
  query: string,
): GroupCommands {
  const { t } = useTranslation()
  const typed = typedVerbs(t, query)
  if (typed.length === 0) return NONE
  const found = typed.map(({ verb, rest }) => ({ verb, rest, meant: places.find(rest, MAX_MEANT) }))
  return {
    isMeant: found.some(({ rest, meant: [place] }) => place !== undefined && isMeantBy(rest, place, fleet)),
    entries: found.flatMap(({ verb, meant }) =>
      verb === 'open' ? [] : meant.flatMap((place) => entryOf(place, verb) ?? []),
    ),
  }
}

/** By its whole name, by a word of its kind, or by more of its name than of that of any device. */
function isMeantBy(rest: string, { name }: Place, fleet: Fleet): boolean {
  const [device] = fleet.find(rest, 1)
  if (device === undefined || isPlaceMeant(rest, name)) return true
  return (rankOf(rest, name) ?? WORST_RANK) < (rankOf(rest, textOf(device.data, 'name')) ?? WORST_RANK)
}

/** The command of an entry that was used before, and the place that it was for; null: it is none. */
export function groupCommandOf(id: string, places: Places): { place: Place; verb: GroupVerb } | null {
  for (const verb of VERBS) {
    const place = id.startsWith(`${verb}-in-`) ? places.byId(id.slice(verb.length + 1)) : undefined
    if (place !== undefined && verb !== 'open') return { place, verb }
  }
  return null
}
