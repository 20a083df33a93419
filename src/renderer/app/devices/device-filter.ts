import type { DeviceView } from '#shared/domain/device-views.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { folded } from '#shared/i18n/folded.ts'
import { BUILT_IN_VIEWS, type BuiltInView } from './built-in-views.ts'
import { groupsOf, needsAttention, searchTextOf, statusOf, tagsOf, textOf } from './device-row.ts'
import { isTagWord, tagWord } from './tag-words.ts'

export type DeviceQuery = Readonly<DeviceView['query']>

export const NO_FILTER = {
  search: '',
  status: '',
  site: '',
  memberOf: '',
  isPendingOnly: false,
  isAttentionOnly: false,
} as const

export const EVERYTHING: DeviceQuery = {
  ...NO_FILTER,
  sort: { columnId: 'name', isDescending: false },
  group: 'none',
}

const MIN_CODE_LETTERS = 3

export function isFiltered(query: DeviceQuery): boolean {
  const { search, status, site, memberOf, isPendingOnly, isAttentionOnly } = query
  return search.trim() !== '' || status !== '' || site !== '' || memberOf !== '' || isPendingOnly || isAttentionOnly
}

export function isBuiltIn(id: string): id is BuiltInView {
  return BUILT_IN_VIEWS.some((view) => view === id)
}

/** What a built-in view shows. */
export function builtInQuery(id: BuiltInView): DeviceQuery {
  switch (id) {
    case 'attention':
      return { ...EVERYTHING, isAttentionOnly: true }
    case 'offline':
      return { ...EVERYTHING, status: 'offline', sort: { columnId: 'lastSeen', isDescending: true } }
    case 'waiting':
      return { ...EVERYTHING, isPendingOnly: true }
    case 'all':
      return EVERYTHING
  }
}

/** What of the devices a query finds. */
export function filterOf(query: DeviceQuery): (view: EntityView) => boolean {
  const typed = query.search.toLowerCase().split(/\s+/).filter(Boolean)
  const [words, tags] = [typed.filter((word) => !isTagWord(word)).map(folded), typed.filter(isTagWord)]
  const { status, site, memberOf, isPendingOnly, isAttentionOnly } = query
  return (view) => {
    if (status !== '' && statusOf({ view }) !== status) return false
    if (site !== '' && textOf(view, 'site') !== site) return false
    if (memberOf !== '' && !groupsOf(view).includes(memberOf)) return false
    if (isPendingOnly && view.pending.length === 0) return false
    if (isAttentionOnly && !needsAttention(view)) return false
    if (tags.length > 0 && !hasTags(view, tags)) return false
    return words.length === 0 || matchesSearch(view, words)
  }
}

/** Every word of the search must occur somewhere; ids and serial numbers count from three letters on. */
function matchesSearch(view: EntityView, searched: readonly string[]): boolean {
  const { words, codes } = searchTextOf(view)
  return searched.every((word) => words.includes(word) || (word.length >= MIN_CODE_LETTERS && codes.includes(word)))
}

function hasTags(view: EntityView, wanted: readonly string[]): boolean {
  const own = tagsOf(view).map(tagWord)
  return wanted.every((word) => own.includes(word))
}
