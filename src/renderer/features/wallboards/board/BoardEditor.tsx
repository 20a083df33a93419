import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardData } from '#shared/board/document.ts'
import { usePageKeys } from '../../../app/page-keys.ts'
import { Notice } from '../../../components/Notice.tsx'
import { Segmented } from '../../../components/Segmented.tsx'
import { BoardForm } from './BoardForm.tsx'
import { BoardView } from './BoardView.tsx'
import styles from './Editor.module.css'
import { EditorBar, LeaveQuestion } from './EditorBar.tsx'
import { EditorCanvas } from './EditorCanvas.tsx'
import { PageBar } from './PageBar.tsx'
import { type BoardEdit, useBoardEditor } from './use-board-editor.ts'
import { useWidgetActs } from './use-widget-acts.ts'
import { WidgetForm } from './WidgetForm.tsx'
import { WidgetPalette } from './WidgetPalette.tsx'

const ZOOMS = ['fit', 'half', 'whole'] as const
type Zoom = (typeof ZOOMS)[number]

interface BoardEditorProps {
  /** As it is now, with what others change. */
  readonly board: BoardData
  /** It is being deleted, or may not be changed. */
  readonly isBlocked?: boolean
  /** Puts the fields into the queue; false: it did not take them. */
  readonly onSave: (fields: Partial<BoardData>) => Promise<boolean>
  readonly onClose: () => void
}

/** Where a board is built: the kinds of widgets, the page on its grid, and what can be said about the one that is chosen. */
export function BoardEditor({ board: live, isBlocked = false, onSave, onClose }: BoardEditorProps) {
  const { t } = useTranslation()
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  const [pageId, setPageId] = useState<string | null>(null)
  const [selected, setSelected] = useState<string | null>(null)
  const [isPreview, setPreview] = useState(false)
  const [zoom, setZoom] = useState<Zoom>('fit')
  const search = useRef<HTMLInputElement>(null)
  const inspector = useRef<HTMLDivElement>(null)
  const edit = useBoardEditor(live, (proceed) => setLeaving(() => proceed))
  const { board } = edit
  const page = board.pages.find(({ id }) => id === pageId) ?? board.pages[0]
  const acts = useWidgetActs(edit, page, setSelected)
  const widget = page?.widgets.find(({ id }) => id === selected)
  const close = (): void => (edit.isDirty ? setLeaving(() => onClose) : onClose())
  const save = (): void => void edit.save(onSave)
  const openForm = (): void => inspector.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  useEffect(() => search.current?.focus(), [])
  usePageKeys({ '/': () => search.current?.focus() })

  const handleKey = (event: KeyboardEvent<HTMLElement>): void =>
    handleEditorKey(event, { edit, save, stepBack, togglePreview: () => setPreview(!isPreview) })

  /** From the form to its widget, from the widget to none, from there out of the editor. */
  function stepBack(): void {
    const isInForm = inspector.current?.contains(document.activeElement) === true
    const element =
      selected === null ? null : document.querySelector<HTMLElement>(`[data-place="${CSS.escape(selected)}"]`)
    if (isPreview) setPreview(false)
    else if (isInForm && element !== null) element.focus()
    else if (selected !== null) setSelected(null)
    else close()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are for what is inside.
    <div className={styles['editor']} onKeyDown={handleKey}>
      <EditorBar
        {...{ edit, isBlocked, isPreview, onPreview: () => setPreview(!isPreview), onSave: save, onClose: close }}
      />
      {edit.isOvertaken ? <Notice tone="neutral">{t('boardEditor.overtaken')}</Notice> : null}
      {edit.isTooLarge ? <Notice tone="medium">{t('boardEditor.tooLarge')}</Notice> : null}
      {isPreview ? (
        <div className={styles['preview']}>
          <BoardView board={board} />
        </div>
      ) : (
        <div className={styles['parts']}>
          <WidgetPalette searchRef={search} isBlocked={isBlocked} onAdd={acts.addNew} />
          <div className={styles['middle']}>
            {page === undefined ? null : <PageBar edit={edit} page={page} isBlocked={isBlocked} onShow={setPageId} />}
            <div className={styles['stage']} tabIndex={zoom === 'fit' ? undefined : 0} data-zoom={zoom}>
              {page === undefined ? null : (
                <EditorCanvas
                  {...{ board, page, selected, isBlocked, acts, onSelect: setSelected, onOpen: openForm }}
                />
              )}
            </div>
            <div className={styles['below']}>
              <p role="status" className={styles['said']}>
                {acts.said}
              </p>
              <Segmented
                label={t('boardEditor.zoom')}
                value={zoom}
                onChange={setZoom}
                options={ZOOMS.map((value) => ({ value, text: t(`boardEditor.zooms.${value}`) }))}
              />
            </div>
          </div>
          <aside ref={inspector} data-inspector aria-label={t('boardEditor.inspector')} className={styles['inspector']}>
            {widget === undefined ? (
              <BoardForm edit={edit} isBlocked={isBlocked} />
            ) : (
              <WidgetForm key={widget.id} {...{ widget, edit, acts, isBlocked }} />
            )}
          </aside>
        </div>
      )}
      {leaving === null ? null : (
        <LeaveQuestion name={live.name} onLeave={leaving} onReset={edit.reset} onClose={() => setLeaving(null)} />
      )}
    </div>
  )
}

interface EditorActs {
  readonly edit: BoardEdit
  readonly save: () => void
  readonly stepBack: () => void
  readonly togglePreview: () => void
}

/** Keys of the whole editor. Where a text is typed, `Ctrl+Z` is the text's own. */
function handleEditorKey(event: KeyboardEvent<HTMLElement>, { edit, save, stepBack, togglePreview }: EditorActs): void {
  const isControl = event.ctrlKey || event.metaKey
  const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
  const key = event.key.toLowerCase()
  const isUndo = isControl && !isText && key === 'z' && !event.shiftKey
  const isRedo = isControl && !isText && (key === 'y' || (key === 'z' && event.shiftKey))
  if (isControl && event.key === 'Enter') save()
  else if (isControl && key === 'p') togglePreview()
  else if (isUndo && edit.canUndo) edit.undo()
  else if (isRedo && edit.canRedo) edit.redo()
  else if (event.key === 'Escape') stepBack()
  else return
  event.preventDefault()
  event.stopPropagation()
}
