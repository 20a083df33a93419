import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { useEntity } from '../../app/hooks/replica.ts'
import { LeaveConfirm } from '../../app/LeaveConfirm.tsx'
import { EntityOperations } from '../../app/operations/EntityOperations.tsx'
import { PanelHeading } from '../../app/PanelHeading.tsx'
import { SaveRow } from '../../app/SaveRow.tsx'
import { Button } from '../../components/Button.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatBytes, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Content.module.css'
import { ContentFields } from './ContentFields.tsx'
import { ContentUses } from './ContentUses.tsx'
import { type ContentRow, contentRowOf } from './content-row.ts'
import type { Folder } from './folders.ts'
import { Thumbnail } from './Thumbnail.tsx'
import { useContentActs } from './use-content-acts.ts'
import { type ContentForm, useContentForm } from './use-content-form.ts'
import type { ContentQuestion } from './use-content-page.ts'
import type { PlaylistUse } from './use-content-uses.ts'

interface ContentPanelProps {
  readonly id: string
  readonly uses: readonly PlaylistUse[]
  readonly folders: readonly Folder[]
  /** A new number moves the focus into the panel. */
  readonly focusRequest: number
  readonly onAsk: (question: ContentQuestion) => void
  /** Another file is to take the place of its own. */
  readonly onRenew: (id: string) => void
  readonly onClose: () => void
}

export function ContentPanel({ id, ...props }: ContentPanelProps) {
  useRenderTime('content_panel')
  const { t } = useTranslation()
  const { entity, cache } = useEntity('content', id)
  if (entity !== undefined) return <OpenPanel row={contentRowOf(entity)} {...props} />
  const isReading = cache.state === 'loading' || cache.state === 'reading'
  return (
    <SidePanel
      label={t('content.detail.label')}
      closeLabel={t('content.detail.close')}
      resizeLabel={t('content.detail.resize')}
      header={<h2>{id}</h2>}
      onClose={props.onClose}
    >
      <p className={styles['section']}>{isReading ? t('content.loading') : t('content.detail.gone')}</p>
    </SidePanel>
  )
}

type OpenPanelProps = Omit<ContentPanelProps, 'id'> & { readonly row: ContentRow }

function OpenPanel({ row, uses, folders, focusRequest, onAsk, onRenew, onClose }: OpenPanelProps) {
  const { t } = useTranslation()
  const panel = useRef<HTMLElement>(null)
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  const form = useContentForm(row, (proceed) => setLeaving(() => proceed))
  const acts = useContentActs()
  const isBlocked = row.view.isDeleting
  const save = () => void form.save((fields) => acts.save(row, fields))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }
  useEffect(() => {
    if (focusRequest > 0) panel.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [focusRequest])
  return (
    <SidePanel
      ref={panel}
      label={t('content.detail.label')}
      closeLabel={t('content.detail.close')}
      resizeLabel={t('content.detail.resize')}
      onClose={onClose}
      header={
        <PanelHeading title={<bdi>{foreignText(row.name)}</bdi>} isDeleting={isBlocked}>
          <span>{t(`push.kind.${row.kind}`)}</span>
          {row.view.isNew ? <span>{t('mark.isNewLong')}</span> : null}
        </PanelHeading>
      }
      footer={
        <SaveRow
          save={t('content.detail.save')}
          revert={t('content.detail.revert')}
          unsaved={t('content.detail.unsaved')}
          isDirty={form.isDirty}
          canSave={form.canSave && !acts.isQueueing && !isBlocked}
          onSave={save}
          onRevert={form.reset}
        />
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are for what is inside. */}
      <div onKeyDown={onKeyDown}>
        <div className={styles['picture']}>
          <Thumbnail row={row} />
        </div>
        <ContentFields row={row} form={form} folders={folders} isBlocked={isBlocked} />
      </div>
      <section className={styles['section']} aria-label={t('content.detail.file')}>
        <h3>{t('content.detail.file')}</h3>
        <DescriptionList items={factsOf(t, row)} />
        {row.kind === 'web' ? null : (
          <div className={styles['bar']}>
            <Button disabled={isBlocked} onClick={() => onRenew(row.id)}>
              {t('content.detail.renew')}
            </Button>
          </div>
        )}
      </section>
      <ContentUses uses={uses} />
      <section className={styles['section']} aria-label={t('content.detail.acts')}>
        <div className={styles['bar']}>
          <Button disabled={isBlocked} onClick={() => onAsk({ verb: 'move', rows: [row] })}>
            {t('content.bulk.moveOpen')}
          </Button>
          <Button tone="danger" disabled={isBlocked} onClick={() => onAsk({ verb: 'delete', rows: [row] })}>
            {t('content.bulk.deleteOpen')}
          </Button>
        </div>
      </section>
      <EntityOperations entityType="content" id={row.id} title={t('changes.content')} />
      {leaving === null ? null : (
        <LeaveQuestion row={row} form={form} onLeave={leaving} onClose={() => setLeaving(null)} />
      )}
    </SidePanel>
  )
}

interface LeaveQuestionProps {
  readonly row: ContentRow
  readonly form: ContentForm
  readonly onLeave: () => void
  readonly onClose: () => void
}

function LeaveQuestion({ row, form, onLeave, onClose }: LeaveQuestionProps) {
  const { t } = useTranslation()
  return (
    <LeaveConfirm
      title={t('content.confirm.leaveTitle')}
      confirm={t('content.confirm.leave')}
      cancel={t('content.confirm.stay')}
      text={t('content.confirm.leaveText', { name: inSentence(row.name) })}
      onLeave={() => {
        form.reset()
        onLeave()
      }}
      onClose={onClose}
    />
  )
}

/** What the bytes are. Of content that was not uploaded from here the server may say less. */
function factsOf(t: Translate, row: ContentRow) {
  const { kind, mediaType, width, height, sizeBytes, checksum } = row
  const fact = (name: 'type' | 'size' | 'pixels' | 'checksum', value: string | null) =>
    value === null ? [] : [{ term: t(`content.fact.${name}`), value }]
  const pixels =
    width == null || height == null
      ? null
      : t('content.pixels', { width: formatNumber(width), height: formatNumber(height) })
  return [
    ...fact('type', kind === 'web' ? t('push.kind.web') : (mediaType ?? t(`push.kind.${kind}`))),
    ...fact('size', kind === 'web' ? null : formatBytes(t, sizeBytes)),
    ...fact('pixels', pixels),
    ...fact('checksum', checksum == null ? null : checksum.slice(0, 16)),
  ]
}
