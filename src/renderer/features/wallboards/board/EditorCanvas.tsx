import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardData, BoardPage, BoardWidget } from '#shared/board/document.ts'
import { inReadingOrder, withPlace } from '#shared/board/layout.ts'
import { stepAlongLine } from '../../../components/line-direction.ts'
import { Placeholder } from '../../../components/Placeholder.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import { gridStyle, placeStyle } from './BoardGrid.tsx'
import styles from './Editor.module.css'
import { type Grip, useCanvasDrag } from './use-canvas-drag.ts'
import { cornerOf, leastOf, type WidgetActs, widgetName } from './use-widget-acts.ts'
import { WidgetSlot } from './WidgetSlot.tsx'

interface EditorCanvasProps {
  readonly board: BoardData
  readonly page: BoardPage
  readonly selected: string | null
  readonly acts: WidgetActs
  readonly onSelect: (id: string | null) => void
  /** The form of the widget is wanted. */
  readonly onOpen: () => void
}

/** A page as it is arranged: Tab goes from widget to widget, the arrows move the one that has the focus. */
export function EditorCanvas({ board, page, selected, acts, onSelect, onOpen }: EditorCanvasProps) {
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
  // What was just added has the focus, and what takes the place of something that went.
  useEffect(() => {
    if (selected === null) return
    const element = list.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(selected)}"]`)
    if (element?.ownerDocument.activeElement?.closest('[data-inspector]') == null) element?.focus({ preventScroll: true })
  }, [selected])
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={t('boardEditor.canvas', { page: foreignText(page.title) })}
      data-canvas
      data-dragging={dragged !== null || undefined}
      className={styles['canvas']}
      style={gridStyle(board)}
    >
      {shown.map((widget) => (
        <div
          key={widget.id}
          role="option"
          tabIndex={0}
          aria-selected={widget.id === selected}
          aria-label={t('boardEditor.widget', { name: widgetName(t, widget), ...cornerOf(widget.place) })}
          aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowRight Shift+ArrowDown Control+D Delete Enter"
          data-place={widget.id}
          data-dragged={dragged?.id === widget.id || undefined}
          className={styles['widget']}
          style={placeStyle(widget.place)}
          onFocus={() => onSelect(widget.id)}
          onKeyDown={(event) => handleKey(event, widget)}
          onDoubleClick={onOpen}
          onPointerDown={(event) => begin(event, widget, gripOf(event.target))}
        >
          <div inert className={styles['content']}>
            <WidgetSlot widget={widget} />
          </div>
          <span aria-hidden data-grip="resize" className={styles['corner']} />
        </div>
      ))}
      {page.widgets.length === 0 ? (
        <div role="option" aria-selected={false} aria-disabled className={styles['none']}>
          <Placeholder title={t('boardWidgets.emptyPage')} text={t('boardEditor.emptyText')} />
        </div>
      ) : null}
    </div>
  )

  function handleKey(event: KeyboardEvent<HTMLElement>, widget: BoardWidget): void {
    const isControl = event.ctrlKey || event.metaKey
    const grip: Grip = event.shiftKey ? 'resize' : 'move'
    const along = stepAlongLine(event.key, event.currentTarget)
    const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.altKey) return
    if (isControl && event.key.toLowerCase() === 'd') acts.duplicate(widget)
    else if (isControl) return
    else if (along !== 0 || down !== 0) acts.nudge(widget, grip, along, down)
    else if (event.key === 'Delete' || event.key === 'Backspace') removeAndGoOn(widget)
    else if (event.key === 'Enter') onOpen()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** The focus goes to the widget behind, else to the one before. */
  function removeAndGoOn(widget: BoardWidget): void {
    const at = shown.indexOf(widget)
    const next = shown[at + 1] ?? shown[at - 1]
    acts.remove(widget)
    if (next !== undefined) onSelect(next.id)
  }
}

function gripOf(target: EventTarget): Grip {
  return target instanceof HTMLElement && target.dataset['grip'] === 'resize' ? 'resize' : 'move'
}
