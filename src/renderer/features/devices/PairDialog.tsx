import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemInWords } from '../../app/field-problems.ts'
import { useQueueChanges } from '../../app/hooks/actions.ts'
import { useConnection } from '../../app/hooks/connection.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/Field.tsx'
import { Notice } from '../../components/Notice.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './DevicePanel.module.css'
import { checkDraft, codeOf, EMPTY_DRAFT, fieldsOfNew } from './device-form.ts'

interface PairDialogProps {
  readonly sites: readonly string[]
  readonly onClose: () => void
  readonly onPaired: (id: string) => void
}

/**
 * Takes a device that shows a code on its screen into the fleet. It is a new device like others, with the code: queued on this
 * PC, sent once, and refused with a reason that can be read and corrected.
 */
export function PairDialog({ sites, onClose, onPaired }: PairDialogProps) {
  const { t } = useTranslation()
  const { queue, isQueueing } = useQueueChanges()
  const { isOnline } = useConnection()
  const [typed, setTyped] = useState({ code: '', name: '', site: '' })
  // Problems are shown after the first try, not while somebody is still typing.
  const [hasTried, setTried] = useState(false)
  const listId = useId()
  const { name, site } = typed
  const code = codeOf(typed.code)
  const { data, problems } = checkDraft({ ...EMPTY_DRAFT, name, site })

  async function pair(): Promise<void> {
    setTried(true)
    if (data === null || code === null) return
    const words = { name: inSentence(data.name) }
    const said = {
      queued: (t: Translate) => t('devices.pair.queued', words),
      done: (t: Translate) => t('devices.pair.done', words),
    }
    const fields = { ...fieldsOfNew(data), pairingCode: code }
    const [operation] = (await queue([{ kind: 'create', entityType: 'device', fields }], said)) ?? []
    if (operation === undefined) return
    onClose()
    onPaired(operation.entityId)
  }

  return (
    <Dialog
      title={t('devices.pair.title')}
      onClose={onClose}
      onSubmit={() => void pair()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={isQueueing}>
            {t('devices.pair.submit')}
          </Button>
        </>
      }
    >
      {isOnline ? null : (
        <Notice tone="medium" role="status" isInset>
          {t('devices.pair.offline')}
        </Notice>
      )}
      <TextField
        autoFocus
        label={t('devices.pair.code')}
        help={t('devices.pair.help')}
        error={hasTried && code === null ? t('devices.pair.wrongCode') : undefined}
        dir="ltr"
        className={styles['code']}
        value={typed.code}
        maxLength={20}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped({ ...typed, code: event.target.value })}
      />
      {isOnline ? <CodeHint onUse={(shown) => setTyped({ ...typed, code: shown })} /> : null}
      <TextField
        label={t('field.name')}
        error={hasTried ? problemInWords(t, problems.name) : undefined}
        value={name}
        autoComplete="off"
        onChange={(event) => setTyped({ ...typed, name: event.target.value })}
      />
      <TextField
        label={t('field.site')}
        error={hasTried ? problemInWords(t, problems.site) : undefined}
        value={site}
        list={listId}
        autoComplete="off"
        onChange={(event) => setTyped({ ...typed, site: event.target.value })}
      />
      <datalist id={listId}>
        {sites.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </Dialog>
  )
}

/** A demo has no screens to look at: its server tells a code. Others tell none. */
function CodeHint({ onUse }: { onUse: (code: string) => void }) {
  const { t } = useTranslation()
  const [code] = useRequest('device:codes', {}).value?.codes ?? []
  if (code === undefined) return null
  return (
    <p className={styles['hint']}>
      {t('devices.pair.hint')} <code className={styles['mono']}>{code}</code>{' '}
      <Button className={styles['small']} onClick={() => onUse(code)}>
        {t('devices.pair.useCode', { code })}
      </Button>
    </p>
  )
}
