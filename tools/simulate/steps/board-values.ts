import type { BoardPage, BoardWidget, WidgetPlace } from '../../../src/shared/board/document.ts'
import type { Chance } from '../world/chance.ts'

/** Few places and names, so that two people sometimes choose the same. */
const COLUMNS = 24
const ROWS = 16
const TYPES = ['metric-badge', 'gauge', 'table', 'clock'] as const
const BINDS = ['devices.offline', 'devices.total', 'alarms.active'] as const
const WORDS = 12
/** Far below what a board may hold, so that what two people add still fits. */
const MOST_WIDGETS = 12
const MOST_PAGES = 5

/** The pages of a new wallboard. */
export function newPages(chance: Chance): readonly BoardPage[] {
  const widgets = Array.from({ length: chance.whole(1, 4) }, (_none, index) => widget(`w${index}`, chance))
  return [{ id: 'page-1', title: '', widgets }]
}

/** Pages of which one thing is another, as the editor of boards does it: a widget moved, added, taken out or changed, or a page. */
export function editedPages(before: unknown, chance: Chance): readonly BoardPage[] {
  const pages = Array.isArray(before) ? [...(before as BoardPage[])] : []
  const at = chance.whole(0, Math.max(0, pages.length - 1))
  const page = pages[at]
  if (page === undefined) return newPages(chance)
  const how = chance.weighted({ widgets: 12, title: 1, addPage: 1, removePage: 1, movePage: 1 })
  const added = `page-${chance.whole(2, 999)}`
  if (how === 'title') pages[at] = { ...page, title: `t${chance.whole(1, WORDS)}` }
  if (how === 'addPage' && pages.length < MOST_PAGES && pages.every(({ id }) => id !== added)) {
    pages.push({ id: added, title: '', widgets: [] })
  }
  if (how === 'removePage' && pages.length > 1) pages.splice(at, 1)
  if (how === 'movePage') pages.splice(chance.whole(0, pages.length), 0, ...pages.splice(at, 1))
  if (how === 'widgets') pages[at] = { ...page, widgets: editedWidgets(pages, page, chance) }
  return pages
}

function editedWidgets(pages: readonly BoardPage[], page: BoardPage, chance: Chance): readonly BoardWidget[] {
  const widgets = [...page.widgets]
  const at = chance.whole(0, Math.max(0, widgets.length - 1))
  const one = widgets[at]
  const how = chance.weighted({ move: 5, add: 3, remove: 1, title: 2, bind: 2, option: 2 })
  if (how === 'add' || one === undefined) {
    const id = `w${chance.whole(100, 9_999)}`
    const isTaken = pages.some((other) => other.id === id || other.widgets.some((known) => known.id === id))
    return isTaken || widgets.length >= MOST_WIDGETS ? widgets : [...widgets, widget(id, chance)]
  }
  if (how === 'remove') return widgets.toSpliced(at, 1)
  const { bindings, options } = widget(one.id, chance)
  if (how === 'move') widgets[at] = { ...one, place: place(chance) }
  if (how === 'title') widgets[at] = { ...one, title: `t${chance.whole(1, WORDS)}` }
  if (how === 'bind') widgets[at] = { ...one, bindings }
  if (how === 'option') widgets[at] = { ...one, options }
  return widgets
}

function widget(id: string, chance: Chance): BoardWidget {
  return {
    id,
    type: chance.pick(TYPES) ?? 'clock',
    title: '',
    place: place(chance),
    options: { warnAt: chance.whole(1, WORDS) },
    bindings: { value: { $bind: chance.pick(BINDS) ?? 'devices.total', $source: 'replica' } },
  }
}

/** Anywhere: two people may put widgets on one place, and the program sets them apart when it shows them. */
function place(chance: Chance): WidgetPlace {
  const [w, h] = [chance.whole(2, 6), chance.whole(2, 4)]
  return { x: chance.whole(0, COLUMNS - w), y: chance.whole(0, ROWS - h), w, h }
}
