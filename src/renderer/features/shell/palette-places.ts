import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntityView } from '#shared/domain/view.ts'
import type { Target } from '#shared/domain/window-route.ts'
import { folded } from '#shared/i18n/folded.ts'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { BUILT_IN_VIEWS } from '../../app/devices/built-in-views.ts'
import { builtInQuery, type DeviceQuery, filterOf } from '../../app/devices/device-filter.ts'
import { groupsOf, tagsOf } from '../../app/devices/device-row.ts'
import { tagWord } from '../../app/devices/tag-words.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { PlaceKind } from './device-index.ts'
import { type Fleet, textOf } from './palette-devices.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { Best, rankingOf, rankOf } from './palette-ranking.ts'

const MAX_PLACES = 8
const KINDS: readonly PlaceKind[] = ['site', 'group', 'tag']

/** Devices that have something in common, under a name. */
export interface Place {
  /** The same for as long as it is the same place, whatever is in it. */
  readonly id: string
  readonly kind: PlaceKind | 'view'
  readonly name: string
  readonly target: Target
  readonly isIn: (view: EntityView) => boolean
}

/** The places of the fleet, as the palette finds them. */
export interface Places {
  readonly find: (query: string, most: number) => readonly Place[]
  readonly byId: (id: string) => Place | undefined
  readonly countOf: (place: Place) => number
}

/** The views of the devices, and the devices of a site, a group or a tag. */
export function usePlaces(fleet: Fleet): Places {
  const { t } = useTranslation()
  const views = useViewPlaces()
  return useMemo(() => placesOf(t, fleet, views), [t, fleet, views])
}

function placesOf(t: Translate, fleet: Fleet, views: readonly Place[]): Places {
  const words = new Map(([...KINDS, 'view'] as const).map((kind) => [kind, wordsOf(t, kind)]))
  const inViews = new Map<string, number>()
  return {
    find: (query, most) => {
      const best = new Best<Place>(most)
      const rankOfPlace = rankingOf(query)
      const rank = (kind: Place['kind'], name: string): number | null =>
        rankOfPlace(folded(name), `${words.get(kind) ?? ''} ${folded(name)}`)
      for (const view of views) {
        const fits = rank('view', view.name)
        if (fits !== null) best.add(view, fits)
      }
      for (const kind of KINDS) {
        for (const name of fleet.places()[kind].keys()) {
          const fits = rank(kind, name)
          if (fits !== null) best.add(placeOf(kind, name), fits)
        }
      }
      return best.items
    },
    byId: (id) => views.find((view) => view.id === id) ?? placeOfId(id),
    countOf: ({ id, kind, name, isIn }) => {
      if (kind !== 'view') return fleet.places()[kind].get(name) ?? 0
      // Looked through once, for as long as the palette is open.
      const count = inViews.get(id) ?? fleet.filter(isIn).length
      inViews.set(id, count)
      return count
    },
  }
}

/** The lists of devices that fit what is typed. */
export function usePlaceEntries(places: Places, query: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  return useMemo(() => {
    if (query.trim() === '') return []
    return places.find(query, MAX_PLACES).map((place) => placeEntry(t, place, () => go('devices', place.target)))
  }, [t, go, places, query])
}

export function placeEntry(t: Translate, { id, kind, name }: Place, run: () => void): PaletteEntry {
  const text = t(`finder.place.${kind}`, { name: foreignText(name) })
  return { id, group: t('finder.places'), text, hint: '', alsoFoundBy: folded(name), run }
}

/** Whether it was meant: by all of its name, or by a word of its kind. */
export function isPlaceMeant(query: string, name: string): boolean {
  const rank = rankOf(query, name)
  return rank === 0 || rank === null
}

function useViewPlaces(): readonly Place[] {
  const { t } = useTranslation()
  const saved = useApp((state) => state.settings?.values.deviceViews)
  return useMemo(() => {
    const standard = BUILT_IN_VIEWS.map((id) => viewPlace(id, t(`devices.view.${id}`), builtInQuery(id)))
    return [...(saved ?? []).map(({ id, name, query }) => viewPlace(id, name, query)), ...standard]
  }, [t, saved])
}

function viewPlace(view: string, name: string, query: DeviceQuery): Place {
  return { id: `in-view-${view}`, kind: 'view', name, target: { view }, isIn: filterOf(query) }
}

function placeOf(kind: PlaceKind, name: string): Place {
  return { id: `in-${kind}-${name}`, kind, name, target: targetOf(kind, name), isIn: membersOf(kind, name) }
}

function placeOfId(id: string): Place | undefined {
  const kind = KINDS.find((one) => id.startsWith(`in-${one}-`))
  return kind === undefined ? undefined : placeOf(kind, id.slice(`in-${kind}-`.length))
}

function membersOf(kind: PlaceKind, name: string): Place['isIn'] {
  if (kind === 'site') return ({ data }) => textOf(data, 'site') === name
  return kind === 'group' ? (view) => groupsOf(view).includes(name) : (view) => tagsOf(view).includes(name)
}

function targetOf(kind: PlaceKind, name: string): Target {
  if (kind === 'tag') return { search: tagWord(name) }
  return kind === 'site' ? { site: name } : { memberOf: name }
}

/** What may be typed besides its name. */
function wordsOf(t: Translate, kind: Place['kind']): string {
  const words = ({ lng }: { readonly lng?: string } = {}): readonly string[] => {
    const named = { name: '', ...(lng === undefined ? {} : { lng }) }
    return [t(`finder.place.${kind}`, named), t(`finder.where.${kind}`, named), t('finder.all', named)]
  }
  return folded([...words(), ...words({ lng: SOURCE_LANGUAGE })].join(' '))
}
