import { Eye, Plus, Redo2, Undo2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlaylistUses } from '../../app/hooks/playlists.ts'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { useEntity } from '../../app/hooks/replica.ts'
import { LeaveConfirm } from '../../app/LeaveConfirm.tsx'
import { EntityOperations } from '../../app/operations/EntityOperations.tsx'
import { PanelHeading } from '../../app/PanelHeading.tsx'
import { SaveRow } from '../../app/SaveRow.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { sentencesInRow } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
import { AddContentDialog } from './AddContentDialog.tsx'
import { ItemList } from './ItemList.tsx'
import { lengthInWords } from './length-words.ts'
import { PlaylistFields } from './PlaylistFields.tsx'
import styles from './Playlists.module.css'
import { PreviewDialog } from './PreviewDialog.tsx'
import { MAX_ITEMS } from './playlist-draft.ts'
import { type PlaylistRow, playlistRowOf, secondsOf } from './playlist-row.ts'
import { usePlaylistActs } from './use-playlist-acts.ts'
import { type PlaylistEditor, usePlaylistEditor } from './use-playlist-editor.ts'
import type { PlaylistQuestion } from './use-playlists-page.ts'

/** In pixels: a line of the list has a name, a duration and what is done with it. */
const WIDTH = 500
const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

interface PlaylistPanelProps {
  readonly id: string
  readonly uses: PlaylistUses
  /** A new number moves the focus into the panel. */
  readonly focusRequest: number
  readonly onDuplicate: (row: PlaylistRow) => void
  readonly onAsk: (question: PlaylistQuestion) => void
  readonly onClose: () => void
}

export function PlaylistPanel({ id, ...props }: PlaylistPanelProps) {
  useRenderTime('playlist_panel')
  const { t } = useTranslation()
  const { entity, cache } = useEntity('playlist', id)
  if (entity !== undefined) return <OpenPanel row={playlistRowOf(entity)} {...props} />
  const isReading = cache.state === 'loading' || cache.state === 'reading'
  return (
    <SidePanel
      label={t('playlists.detail.label')}
      closeLabel={t('playlists.detail.close')}
      resizeLabel={t('playlists.detail.resize')}
      initialWidth={WIDTH}
      header={<h2>{id}</h2>}
      onClose={props.onClose}
    >
      <p className={styles['section']}>{isReading ? t('playlists.loading') : t('playlists.detail.gone')}</p>
    </SidePanel>
  )
}

type OpenPanelProps = Omit<PlaylistPanelProps, 'id'> & { readonly row: PlaylistRow }

function OpenPanel({ row, uses, focusRequest, onDuplicate, onAsk, onClose }: OpenPanelProps) {
  const { t } = useTranslation()
  const panel = useRef<HTMLElement>(null)
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  const [open, setOpen] = useState<'content' | 'preview' | null>(null)
  const editor = usePlaylistEditor(row, (proceed) => setLeaving(() => proceed))
  const acts = usePlaylistActs()
  const isBlocked = row.view.isDeleting
  const save = () => void editor.save((fields) => acts.save(row, fields))
  const addContent = () => {
    if (!isBlocked && editor.values.items.length < MAX_ITEMS) setOpen('content')
  }
  const onKeyDown = useEditorKeys(editor, { save, addContent })
  useEffect(() => {
    if (focusRequest > 0) panel.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [focusRequest])

  return (
    <SidePanel
      ref={panel}
      label={t('playlists.detail.label')}
      closeLabel={t('playlists.detail.close')}
      resizeLabel={t('playlists.detail.resize')}
      initialWidth={WIDTH}
      onClose={onClose}
      header={<PanelHeader row={row} editor={editor} uses={uses} />}
      footer={
        <SaveRow
          save={t('playlists.save')}
          revert={t('playlists.revert')}
          unsaved={t('playlists.unsaved')}
          isDirty={editor.isDirty}
          canSave={editor.isDirty && editor.changes !== null && !acts.isQueueing && !isBlocked}
          canRevert={editor.canUndo || editor.isDirty}
          onSave={save}
          onRevert={editor.reset}
        />
      }
    >
      {/* On the way in: the list lets no key out that was pressed in a field or on a button of its rows. */}
      <div className={styles['editor']} onKeyDownCapture={onKeyDown}>
        <Overtaken editor={editor} />
        <section className={styles['section']} aria-label={t('playlists.items.title')}>
          <div className={styles['bar']}>
            <Button
              data-first
              icon={<Plus {...ICON} />}
              disabled={isBlocked || editor.values.items.length >= MAX_ITEMS}
              onClick={addContent}
            >
              {t('playlists.items.add')}
            </Button>
            <Button
              icon={<Eye {...ICON} />}
              disabled={editor.values.items.length === 0}
              onClick={() => setOpen('preview')}
            >
              {t('playlists.preview.open')}
            </Button>
            <span className={styles['gap']} />
            <IconButton
              label={t('playlists.items.undo')}
              icon={<Undo2 {...ICON} />}
              aria-disabled={!editor.canUndo || undefined}
              onClick={editor.undo}
            />
            <IconButton
              label={t('playlists.items.redo')}
              icon={<Redo2 {...ICON} />}
              aria-disabled={!editor.canRedo || undefined}
              onClick={editor.redo}
            />
          </div>
          <ItemList row={row} editor={editor} isBlocked={isBlocked} />
        </section>
        <PlaylistFields row={row} editor={editor} isBlocked={isBlocked} />
      </div>
      <section className={styles['section']} aria-label={t('playlists.detail.use')}>
        <h3>{t('playlists.detail.use')}</h3>
        <p className={styles['muted']}>{usesInWords(t, uses)}</p>
        <div className={styles['bar']}>
          <Button disabled={isBlocked} onClick={() => onAsk({ verb: 'assign', row })}>
            {t('playlists.assign.open')}
          </Button>
          <Button disabled={isBlocked} onClick={() => onDuplicate(row)}>
            {t('playlists.duplicate')}
          </Button>
          <Button tone="danger" disabled={isBlocked} onClick={() => onAsk({ verb: 'delete', row })}>
            {t('playlists.delete')}
          </Button>
        </div>
      </section>
      <EntityOperations entityType="playlist" id={row.id} title={t('changes.playlist')} />
      {open === 'content' ? <AddContentDialog editor={editor} onClose={() => setOpen(null)} /> : null}
      {open === 'preview' ? (
        <PreviewDialog name={row.name} items={editor.values.items} onClose={() => setOpen(null)} />
      ) : null}
      {leaving === null ? null : (
        <LeaveQuestion row={row} editor={editor} onLeave={leaving} onClose={() => setLeaving(null)} />
      )}
    </SidePanel>
  )
}

/** Keys of the editor. Where a text is typed, `Ctrl+Z` is the text's own. */
function useEditorKeys(editor: PlaylistEditor, { save, addContent }: { save: () => void; addContent: () => void }) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const isControl = event.ctrlKey || event.metaKey
    const isText = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
    const key = event.key.toLowerCase()
    const isRedo = isControl && !isText && (key === 'y' || (key === 'z' && event.shiftKey))
    const isUndo = isControl && !isText && key === 'z' && !event.shiftKey
    if (isControl && event.key === 'Enter') save()
    else if (isRedo && editor.canRedo) editor.redo()
    // With nothing to undo here, the key takes back what the newest notice tells of.
    else if (isUndo && editor.canUndo) editor.undo()
    else if (event.key === '+' && !isText && !isControl) addContent()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

function PanelHeader({ row, editor, uses }: { row: PlaylistRow; editor: PlaylistEditor; uses: PlaylistUses }) {
  const { t } = useTranslation()
  const { items } = editor.values
  return (
    <PanelHeading title={<bdi>{foreignText(row.name)}</bdi>} isDeleting={row.view.isDeleting}>
      <span>{t('playlists.items.count', { count: items.length })}</span>
      <span>{t('playlists.items.total', { length: lengthInWords(t, secondsOf(items)) })}</span>
      <span>{t('playlists.used.devices', { count: uses.devices })}</span>
      {row.view.isNew ? <span>{t('mark.isNewLong')}</span> : null}
    </PanelHeading>
  )
}

/** Others changed the list while this edit is not saved. */
function Overtaken({ editor }: { editor: PlaylistEditor }) {
  const { t } = useTranslation()
  if (!editor.isOvertaken) return null
  return (
    <Notice tone="neutral" role="status">
      {t('playlists.overtaken')}
      {editor.lost === 0 ? null : ` ${t('playlists.lost', { count: editor.lost })}`}
    </Notice>
  )
}

interface LeaveQuestionProps {
  readonly row: PlaylistRow
  readonly editor: PlaylistEditor
  readonly onLeave: () => void
  readonly onClose: () => void
}

function LeaveQuestion({ row, editor, onLeave, onClose }: LeaveQuestionProps) {
  const { t } = useTranslation()
  return (
    <LeaveConfirm
      title={t('playlists.confirm.leaveTitle')}
      confirm={t('playlists.confirm.leave')}
      cancel={t('playlists.confirm.stay')}
      text={t('playlists.confirm.leaveText', { name: inSentence(row.name) })}
      onLeave={() => {
        editor.reset()
        onLeave()
      }}
      onClose={onClose}
    />
  )
}

function usesInWords(t: Translate, { devices, schedules }: PlaylistUses): string {
  const words = t('playlists.used.shownBy', { count: devices })
  return sentencesInRow([words, schedules === 0 ? '' : t('playlists.used.planned', { count: schedules })])
}
