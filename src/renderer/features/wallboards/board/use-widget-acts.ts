import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Binding,
  type BoardData,
  type BoardPage,
  type BoardWidget,
  MAX_PAGE_WIDGETS,
  type WidgetPlace,
} from '#shared/board/document.ts'
import { fitted, roomFor, type Size } from '#shared/board/layout.ts'
import { freshId } from '../../../app/time.ts'
import { inSentence } from '../../../i18n/foreign-text.ts'
import { formatNumber } from '../../../i18n/format.ts'
import type { Translate } from '../../../i18n/setup.ts'
import type { BoardEdit } from './use-board-editor.ts'
import { type Grip, gripped } from './use-canvas-drag.ts'
import { isWidgetType, WIDGETS, type WidgetType } from './widget-catalogue.ts'

const SMALLEST: Size = { w: 1, h: 1 }

export function leastOf({ type }: Pick<BoardWidget, 'type'>): Size {
  return isWidgetType(type) ? WIDGETS[type].least : SMALLEST
}

export function widgetName(t: Translate, { type, title }: Pick<BoardWidget, 'type' | 'title'>): string {
  const kind = isWidgetType(type) ? t(`boardWidgets.type.${type}.name`) : type
  return title === '' ? inSentence(kind) : `${kind} ${inSentence(title)}`
}

/** What is done to widgets, by the pointer and by keys. What becomes of them is said, also of those that had to make room. */
export function useWidgetActs(edit: BoardEdit, page: BoardPage | undefined, select: (id: string | null) => void) {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  const { board } = edit
  const pageId = page?.id ?? ''

  function add(widget: BoardWidget, text: string): void {
    const after = edit.step({ kind: 'add', pageId, widget })
    setSaid(after === null ? t('boardEditor.noRoom') : text)
    if (after !== null) select(widget.id)
  }

  /** Where there is room, or at a place that others make room for. */
  function addNew(type: WidgetType, at?: WidgetPlace): void {
    const widget = freshWidget(type, page, board, at)
    if (widget === null) return setSaid(fullInWords(t, page))
    add(widget, t('boardEditor.added', { name: widgetName(t, widget), ...cornerOf(widget.place) }))
  }

  function duplicate(widget: BoardWidget): void {
    const place = page === undefined ? null : roomOn(page, board, widget.place, leastOf(widget))
    if (place === null) return setSaid(fullInWords(t, page))
    const copy = { ...widget, id: freshId('wid'), place }
    add(copy, t('boardEditor.added', { name: widgetName(t, copy), ...cornerOf(place) }))
  }

  function remove(widget: BoardWidget): void {
    edit.step({ kind: 'remove', id: widget.id })
    select(null)
    setSaid(t('boardEditor.removed', { name: widgetName(t, widget) }))
  }

  function put(widget: BoardWidget, place: WidgetPlace): void {
    const after = edit.step({ kind: 'place', id: widget.id, place })
    if (after === null) return setSaid(t('boardEditor.noRoom'))
    setSaid(placedInWords(t, page, after, widget.id))
  }

  /** By cells; nothing where it stands at the edge already. */
  function nudge(widget: BoardWidget, grip: Grip, byX: number, byY: number): void {
    const place = fitted(gripped(widget.place, grip, byX, byY, board), board, leastOf(widget))
    const { x, y, w, h } = widget.place
    if (place.x === x && place.y === y && place.w === w && place.h === h) setSaid(t('boardEditor.atEdge'))
    else put(widget, place)
  }

  return { said, addNew, duplicate, remove, put, nudge }
}

export type WidgetActs = ReturnType<typeof useWidgetActs>

/** Counted from one, as it is said. */
export function cornerOf({ x, y, w, h }: WidgetPlace) {
  return { column: formatNumber(x + 1), row: formatNumber(y + 1), w: formatNumber(w), h: formatNumber(h) }
}

function roomOn(page: BoardPage, board: BoardData, wished: Size, least: Size): WidgetPlace | null {
  if (page.widgets.length >= MAX_PAGE_WIDGETS) return null
  const taken = page.widgets.map(({ place }) => place)
  return roomFor(taken, wished, board, least) ?? roomFor(taken, wished, board)
}

function freshWidget(
  type: WidgetType,
  page: BoardPage | undefined,
  board: BoardData,
  at: WidgetPlace | undefined,
): BoardWidget | null {
  const { size, least, inputs, options } = WIDGETS[type]
  const isFull = page === undefined || page.widgets.length >= MAX_PAGE_WIDGETS
  const place = isFull ? null : (at ?? roomOn(page, board, size, least))
  if (place === null) return null
  return {
    id: freshId('wid'),
    type,
    title: '',
    place,
    options: Object.fromEntries(options.map(({ name, initial }) => [name, initial])),
    bindings: Object.fromEntries(
      inputs.flatMap(({ name, initial }): [string, Binding][] => (initial === null ? [] : [[name, initial]])),
    ),
  }
}

function fullInWords(t: Translate, page: BoardPage | undefined): string {
  const isMost = (page?.widgets.length ?? 0) >= MAX_PAGE_WIDGETS
  return isMost ? t('boardEditor.full', { max: MAX_PAGE_WIDGETS }) : t('boardEditor.noRoom')
}

/** Where a widget stands now, and how many others moved for it. */
function placedInWords(t: Translate, page: BoardPage | undefined, after: BoardData, id: string): string {
  const next = after.pages.find((one) => one.id === page?.id)?.widgets ?? []
  const widget = next.find((one) => one.id === id)
  if (widget === undefined) return ''
  const before = new Map(page?.widgets.map((one) => [one.id, one.place]))
  const pushed = next.filter((one) => one.id !== id && before.get(one.id) !== one.place).length
  const words = t('boardEditor.placed', { name: widgetName(t, widget), ...cornerOf(widget.place) })
  return pushed === 0 ? words : `${words} ${t('boardEditor.pushed', { count: pushed })}`
}
