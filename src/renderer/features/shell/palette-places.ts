import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '#shared/domain/window-route.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { BUILT_IN_VIEWS } from '../../app/devices/built-in-views.ts'
import { tagWord } from '../../app/devices/tag-words.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import type { PlaceKind } from './device-index.ts'
import type { Fleet } from './palette-devices.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { Best, rankingOf, rankOf } from './palette-ranking.ts'

const MAX_PLACES = 8
const KINDS: readonly PlaceKind[] = ['site', 'group', 'tag']

interface Place {
  readonly kind: PlaceKind | 'view'
  readonly name: string
  readonly target: Target
}

/** The views of the devices, and the devices of a place, a group or a tag, as far as they fit what is typed. */
export function usePlaceEntries(fleet: Fleet, query: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const views = useViewPlaces()
  return useMemo(() => {
    if (query.trim() === '') return []
    const best = new Best<Place>(MAX_PLACES)
    const rankOfPlace = rankingOf(query)
    const consider = (place: Place, words: string): void => {
      const name = place.name.toLowerCase()
      const rank = rankOfPlace(name, `${words} ${name}`)
      if (rank !== null) best.add(place, rank)
    }
    const wordsOf = (kind: Place['kind']) => t(`finder.place.${kind}`, { name: '' }).toLowerCase()
    for (const view of views) consider(view, wordsOf('view'))
    const places = fleet.places()
    for (const kind of KINDS) {
      const words = wordsOf(kind)
      for (const name of places[kind]) consider({ kind, name, target: targetOf(kind, name) }, words)
    }
    return best.items.map(({ kind, name, target }) => ({
      id: `${kind}-${name}`,
      group: t('finder.places'),
      text: t(`finder.place.${kind}`, { name: foreignText(name) }),
      hint: '',
      alsoFoundBy: name.toLowerCase(),
      run: () => go('devices', target),
    }))
  }, [t, go, fleet, query, views])
}

/** Whether it was meant: by all of its name, or by a word of its kind. */
export function isPlaceMeant(query: string, { alsoFoundBy: name = '' }: PaletteEntry): boolean {
  const rank = rankOf(query, name)
  return rank === 0 || rank === null
}

function useViewPlaces(): readonly Place[] {
  const { t } = useTranslation()
  const saved = useApp((state) => state.settings?.values.deviceViews)
  return useMemo(() => {
    const own = (saved ?? []).map(({ id, name }) => ({ id, name }))
    const standard = BUILT_IN_VIEWS.map((id) => ({ id, name: t(`devices.view.${id}`) }))
    return [...own, ...standard].map(({ id, name }): Place => ({ kind: 'view', name, target: { view: id } }))
  }, [t, saved])
}

function targetOf(kind: PlaceKind, name: string): Target {
  if (kind === 'tag') return { search: tagWord(name) }
  return kind === 'site' ? { site: name } : { memberOf: name }
}
