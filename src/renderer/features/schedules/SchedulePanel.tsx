import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { useEntities } from '../../app/hooks/replica.ts'
import { LeaveConfirm } from '../../app/LeaveConfirm.tsx'
import { EntityOperations } from '../../app/operations/EntityOperations.tsx'
import { PanelHeading } from '../../app/PanelHeading.tsx'
import { SaveRow } from '../../app/SaveRow.tsx'
import { zoneHere } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { entityById } from '../../stores/entity-collection.ts'
import { ClashNotice } from './ClashNotice.tsx'
import { nextInWords } from './columns.tsx'
import { RunList } from './RunList.tsx'
import { ScheduleFields } from './ScheduleFields.tsx'
import styles from './Schedules.module.css'
import type { ScheduleRow, ScheduleValues } from './schedule-row.ts'
import { whenInWords } from './schedule-words.ts'
import { type EditorOptions, type ScheduleEditor, useScheduleEditor } from './use-schedule-editor.ts'
import type { SchedulesState } from './use-schedules-page.ts'

/** In pixels: seven days side by side, and two times. */
const WIDTH = 420

/** How many items a playlist has. */
function useItemsOf(): EditorOptions['itemsOf'] {
  const { collection } = useEntities('playlist')
  return useMemo(
    () => (id) => {
      const items = entityById(collection, id)?.data['items']
      return Array.isArray(items) ? items.length : undefined
    },
    [collection],
  )
}

interface SchedulePanelProps {
  readonly id: string
  readonly page: SchedulesState
}

export function SchedulePanel({ id, page }: SchedulePanelProps) {
  useRenderTime('schedule_panel')
  const { t } = useTranslation()
  const row = page.list.byId.get(id)
  if (row !== undefined) return <OpenPanel row={row} page={page} />
  const { state } = page.list.cache
  const isReading = state === 'loading' || state === 'reading'
  return (
    <Frame label={t('schedules.detail.label')} header={<h2>{id}</h2>} onClose={page.closePanel}>
      <p className={styles['section']}>{isReading ? t('schedules.loading') : t('schedules.detail.gone')}</p>
    </Frame>
  )
}

function OpenPanel({ row, page }: { row: ScheduleRow; page: SchedulesState }) {
  const { t } = useTranslation()
  const { acts, list } = page
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  const options = { live: row.data, isNew: false, itemsOf: useItemsOf() }
  const editor = useScheduleEditor(options, (proceed) => setLeaving(() => proceed))
  const isBlocked = row.view.isDeleting
  const save = () => void editor.save((fields) => acts.save(row, fields))
  return (
    <EditorFrame
      label={t('schedules.detail.label')}
      page={page}
      onSave={save}
      header={
        <PanelHeading title={<bdi>{foreignText(row.data.name)}</bdi>} isDeleting={isBlocked}>
          <span>{whenInWords(t, row.data, zoneHere())}</span>
          <span>
            {t('schedules.column.next')}: {nextInWords(t, row, list.now)}
          </span>
          {row.view.isNew ? <span>{t('mark.isNewLong')}</span> : null}
        </PanelHeading>
      }
      footer={
        <EditorFoot editor={editor} text={t('schedules.save')} isBusy={acts.isQueueing || isBlocked} onSave={save} />
      }
      after={<AfterFields row={row} page={page} />}
      question={
        leaving === null ? null : (
          <LeaveQuestion
            text={t('schedules.confirm.leaveText', { name: inSentence(row.data.name) })}
            onLeave={() => {
              editor.reset()
              leaving()
            }}
            onClose={() => setLeaving(null)}
          />
        )
      }
    >
      <ClashNotice id={row.id} editor={editor} page={page} />
      <ScheduleFields row={row} editor={editor} groups={list.groups} isBlocked={isBlocked} hasTried />
    </EditorFrame>
  )
}

/** What is done with the schedule as it is at the server, and what is known of it. */
function AfterFields({ row, page }: { row: ScheduleRow; page: SchedulesState }) {
  const { t } = useTranslation()
  const isBlocked = row.view.isDeleting
  return (
    <>
      <section className={styles['section']} aria-label={t('schedules.detail.more')}>
        <div className={styles['bar']}>
          <Button disabled={isBlocked} onClick={() => page.ask({ verb: 'run', rows: [row] })}>
            {t('schedules.run')}
          </Button>
          <Button disabled={isBlocked} onClick={() => page.duplicate(row)}>
            {t('schedules.duplicate')}
          </Button>
          <Button tone="danger" disabled={isBlocked} onClick={() => page.ask({ verb: 'delete', rows: [row] })}>
            {t('schedules.delete')}
          </Button>
        </div>
      </section>
      <RunList row={row} now={page.list.now} />
      <EntityOperations entityType="schedule" id={row.id} title={t('schedules.detail.operations')} />
    </>
  )
}

interface NewPanelProps {
  readonly template: ScheduleValues
  readonly page: SchedulesState
}

/** The editor of a schedule that is not there yet. */
export function NewSchedulePanel({ template, page }: NewPanelProps) {
  const { t } = useTranslation()
  const { acts, list } = page
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  // Problems are shown after the first try, not while somebody is still filling in.
  const [hasTried, setTried] = useState(false)
  const options = { live: template, isNew: true, itemsOf: useItemsOf() }
  const editor = useScheduleEditor(options, (proceed) => setLeaving(() => proceed))
  const made = useRef<string | null>(null)
  const guard = useUi((state) => state.guard)
  const save = (): void => {
    setTried(true)
    const create = async (): Promise<boolean> => {
      made.current = await acts.create(editor.values)
      return made.current !== null
    }
    void editor.save(create).then((isQueued) => {
      if (!isQueued || made.current === null) return
      guard(null)
      page.open(made.current, 'keyboard')
    })
  }
  return (
    <EditorFrame
      label={t('schedules.detail.newLabel')}
      page={page}
      onSave={save}
      header={
        <PanelHeading title={t('schedules.new')}>
          {editor.isTimed ? whenInWords(t, editor.values, zoneHere()) : null}
        </PanelHeading>
      }
      footer={
        <EditorFoot editor={editor} text={t('schedules.create')} isBusy={acts.isQueueing} onSave={save} isAlwaysOn />
      }
      question={
        leaving === null ? null : (
          <LeaveQuestion
            text={t('schedules.confirm.leaveNew')}
            onLeave={() => {
              editor.reset()
              leaving()
            }}
            onClose={() => setLeaving(null)}
          />
        )
      }
    >
      <ClashNotice id="" editor={editor} page={page} />
      <ScheduleFields row={null} editor={editor} groups={list.groups} isBlocked={false} hasTried={hasTried} />
    </EditorFrame>
  )
}

interface EditorFrameProps {
  readonly label: string
  readonly page: SchedulesState
  readonly header: ReactNode
  readonly footer: ReactNode
  readonly after?: ReactNode
  readonly question: ReactNode
  readonly onSave: () => void
  readonly children: ReactNode
}

function EditorFrame({ label, page, header, footer, after, question, onSave, children }: EditorFrameProps) {
  const panel = useRef<HTMLElement>(null)
  const { focusRequest } = page
  useEffect(() => {
    if (focusRequest > 0) panel.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [focusRequest])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter') return
    onSave()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Frame ref={panel} label={label} header={header} footer={footer} onClose={page.closePanel}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key is for what is inside. */}
      <div className={styles['editor']} onKeyDown={onKeyDown}>
        {children}
      </div>
      {after}
      {question}
    </Frame>
  )
}

interface FrameProps {
  readonly label: string
  readonly header: ReactNode
  readonly footer?: ReactNode
  readonly onClose: () => void
  readonly ref?: React.Ref<HTMLElement>
  readonly children: ReactNode
}

function Frame(props: FrameProps) {
  const { t } = useTranslation()
  return (
    <SidePanel
      closeLabel={t('schedules.detail.close')}
      resizeLabel={t('schedules.detail.resize')}
      initialWidth={WIDTH}
      {...props}
    />
  )
}

interface EditorFootProps {
  readonly editor: ScheduleEditor
  readonly text: string
  readonly isBusy: boolean
  readonly onSave: () => void
  /** It can be tried, and then says what is missing. */
  readonly isAlwaysOn?: boolean
}

function EditorFoot({ editor, text, isBusy, onSave, isAlwaysOn = false }: EditorFootProps) {
  const { t } = useTranslation()
  return (
    <SaveRow
      save={text}
      revert={t('schedules.revert')}
      unsaved={t('schedules.unsaved')}
      isDirty={editor.isDirty}
      canSave={!isBusy && (editor.canSave || isAlwaysOn)}
      onSave={onSave}
      onRevert={editor.reset}
    />
  )
}

function LeaveQuestion({ text, onLeave, onClose }: { text: string; onLeave: () => void; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <LeaveConfirm
      title={t('schedules.confirm.leaveTitle')}
      confirm={t('schedules.confirm.leave')}
      cancel={t('schedules.confirm.stay')}
      text={text}
      onLeave={onLeave}
      onClose={onClose}
    />
  )
}
