import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardData, BoardPage, BoardWidget, WidgetPlace } from '#shared/board/document.ts'
import { inReadingOrder, withPlace } from '#shared/board/layout.ts'
import { stepAlongLine } from '../../../components/line-direction.ts'
import { Placeholder } from '../../../components/Placeholder.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import { gridStyle, placeStyle } from './BoardGrid.tsx'
import styles from './Editor.module.css'
import { type Grip, useCanvasDrag } from './use-canvas-drag.ts'
import { usePaletteDrop } from './use-palette-drop.ts'
import { cornerOf, leastOf, type WidgetActs, widgetName } from './use-widget-acts.ts'
import { WidgetSlot } from './WidgetSlot.tsx'

interface EditorCanvasProps {
  readonly board: BoardData
  readonly page: BoardPage
  readonly selected: string | null
  readonly isBlocked: boolean
  readonly acts: WidgetActs
  readonly onSelect: (id: string | null) => void
  /** The form of the widget is wanted. */
  readonly onOpen: () => void
}

/** A page as it is arranged: Tab goes from widget to widget, the arrows move the one that has the focus. */
export function EditorCanvas({ board, page, selected, isBlocked, acts, onSelect, onOpen }: EditorCanvasProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  const { dragged, begin } = useCanvasDrag(board, leastOf, (id, place) => {
    const widget = page.widgets.find((one) => one.id === id)
    if (widget !== undefined) acts.put(widget, place)
  })
  const shown = useMemo(() => {
    const moved = dragged === null ? null : withPlace(page.widgets, dragged.id, dragged.place, board)
    return inReadingOrder(moved ?? page.widgets)
  }, [page.widgets, dragged, board])
  const { landing, taking } = usePaletteDrop(board, isBlocked, acts.addNew)
  useSelectedFocus(list, selected)
  if (shown.length === 0) {
    return (
      <div className={styles['canvas']} style={gridStyle(board)} {...taking}>
        <Landing place={landing} />
        <div className={styles['none']}>
          <Placeholder title={t('boardWidgets.emptyPage')} text={t('boardEditor.emptyText')} />
        </div>
      </div>
    )
  }
  /** The focus goes to the widget behind, else to the one before. */
  const remove = (widget: BoardWidget): void => {
    const at = shown.indexOf(widget)
    acts.remove(widget)
    onSelect((shown[at + 1] ?? shown[at - 1])?.id ?? null)
  }
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={t('boardEditor.canvas', { page: foreignText(page.title) })}
      data-canvas
      className={styles['canvas']}
      style={gridStyle(board)}
      {...taking}
    >
      <Landing place={landing} />
      {shown.map((widget) => (
        <PlacedWidget
          key={widget.id}
          widget={widget}
          isSelected={widget.id === selected}
          isDragged={dragged?.id === widget.id}
          onSelect={() => onSelect(widget.id)}
          onOpen={onOpen}
          onKeyDown={(event) => {
            if (!isBlocked) handleKey(event, widget, { ...acts, remove, onOpen })
          }}
          onPointerDown={(event) => {
            if (!isBlocked) begin(event, widget, gripOf(event.target))
          }}
        />
      ))}
    </div>
  )
}

/** Where a kind of widget that is dragged from the palette would stand. */
function Landing({ place }: { place: WidgetPlace | null }) {
  return place === null ? null : <div aria-hidden className={styles['landing']} style={placeStyle(place)} />
}

/** What was just added has the focus, and what takes the place of something that went; nobody is taken out of a form by that. */
function useSelectedFocus(list: React.RefObject<HTMLDivElement | null>, selected: string | null): void {
  useEffect(() => {
    if (selected === null || document.activeElement?.closest('[data-inspector]') != null) return
    list.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(selected)}"]`)?.focus({ preventScroll: true })
  }, [list, selected])
}

interface PlacedWidgetProps {
  readonly widget: BoardWidget
  readonly isSelected: boolean
  readonly isDragged: boolean
  readonly onSelect: () => void
  readonly onOpen: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
}

const SHORTCUTS =
  'ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown Control+D Delete Enter'

/** A widget that can be taken. It shows its values as on the wall; what is in it does nothing here. */
function PlacedWidget({
  widget,
  isSelected,
  isDragged,
  onSelect,
  onOpen,
  onKeyDown,
  onPointerDown,
}: PlacedWidgetProps) {
  const { t } = useTranslation()
  return (
    <div
      role="presentation"
      data-dragged={isDragged || undefined}
      className={styles['widget']}
      style={placeStyle(widget.place)}
    >
      <div inert className={styles['content']}>
        <WidgetSlot widget={widget} />
      </div>
      <div
        role="option"
        tabIndex={0}
        aria-selected={isSelected}
        aria-label={t('boardEditor.widget', { name: widgetName(t, widget), ...cornerOf(widget.place) })}
        aria-keyshortcuts={SHORTCUTS}
        data-place={widget.id}
        className={styles['taker']}
        onFocus={onSelect}
        onKeyDown={onKeyDown}
        onDoubleClick={onOpen}
        onPointerDown={onPointerDown}
      >
        <span aria-hidden data-grip="resize" className={styles['corner']} />
      </div>
    </div>
  )
}

type CanvasActs = Pick<WidgetActs, 'nudge' | 'duplicate' | 'remove'> & { readonly onOpen: () => void }

function handleKey(event: KeyboardEvent<HTMLElement>, widget: BoardWidget, acts: CanvasActs): void {
  if (event.altKey) return
  const isControl = event.ctrlKey || event.metaKey
  const grip: Grip = event.shiftKey ? 'resize' : 'move'
  const along = stepAlongLine(event.key, event.currentTarget)
  const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (isControl && event.key.toLowerCase() === 'd') acts.duplicate(widget)
  else if (isControl) return
  else if (along !== 0 || down !== 0) acts.nudge(widget, grip, along, down)
  else if (event.key === 'Delete' || event.key === 'Backspace') acts.remove(widget)
  else if (event.key === 'Enter') acts.onOpen()
  else return
  event.preventDefault()
  event.stopPropagation()
}

function gripOf(target: EventTarget): Grip {
  return target instanceof HTMLElement && target.dataset['grip'] === 'resize' ? 'resize' : 'move'
}
