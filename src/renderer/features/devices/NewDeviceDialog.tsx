import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemInWords } from '../../app/field-problems.ts'
import { useQueueChanges } from '../../app/hooks/actions.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, type SelectOption, TextField } from '../../components/Field.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './DevicePanel.module.css'
import { checkDraft, type DeviceDraft, type DraftField, EMPTY_DRAFT, fieldsOfNew } from './device-form.ts'

interface NewDeviceDialogProps {
  readonly sites: readonly string[]
  readonly playlists: readonly SelectOption[]
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

export function NewDeviceDialog({ sites, playlists, onClose, onCreated }: NewDeviceDialogProps) {
  const { t } = useTranslation()
  const { queue, isQueueing } = useQueueChanges()
  const [draft, setDraft] = useState<DeviceDraft>(EMPTY_DRAFT)
  // Problems are shown after the first try, not while somebody is still typing.
  const [hasTried, setTried] = useState(false)
  const listId = useId()
  const { data, problems } = checkDraft(draft)

  async function create(): Promise<void> {
    setTried(true)
    if (data === null) return
    const words = { name: inSentence(data.name) }
    const said = {
      queued: (t: Translate) => t('devices.queued.created', words),
      done: (t: Translate) => t('devices.done.created', words),
    }
    const [operation] = (await queue([{ kind: 'create', entityType: 'device', fields: fieldsOfNew(data) }], said)) ?? []
    if (operation === undefined) return
    onClose()
    onCreated(operation.entityId)
  }
  const text = (field: DraftField, more: { help?: string; autoFocus?: boolean; list?: string } = {}) => (
    <TextField
      {...more}
      label={t(`field.${field}`)}
      value={draft[field]}
      autoComplete="off"
      error={hasTried ? problemInWords(t, problems[field]) : undefined}
      onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
    />
  )

  return (
    <Dialog
      title={t('devices.create.title')}
      onClose={onClose}
      onSubmit={() => void create()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={isQueueing}>
            {t('devices.create.submit')}
          </Button>
        </>
      }
    >
      <p className={styles['empty']}>{t('devices.create.help')}</p>
      {text('name', { autoFocus: true })}
      <div className={styles['pair']}>
        {text('site', { list: listId })}
        {text('location')}
        {text('model')}
        {text('serial')}
      </div>
      <datalist id={listId}>
        {sites.map((site) => (
          <option key={site} value={site} />
        ))}
      </datalist>
      <div className={styles['pair']}>
        {text('tags', { help: t('devices.detail.tagsHelp') })}
        {text('groups', { help: t('devices.detail.tagsHelp') })}
      </div>
      <SelectField
        label={t('field.playlistId')}
        value={draft.playlistId}
        onChange={(event) => setDraft({ ...draft, playlistId: event.target.value })}
        options={[{ value: '', label: t('devices.detail.noPlaylist') }, ...playlists]}
      />
    </Dialog>
  )
}
