import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { Placeholder } from '../../components/Placeholder.tsx'
import { errorSentence } from '../../i18n/words.ts'
import { useConnection } from '../hooks/connection.ts'
import { type PieceOfContent, useContentChoices } from '../hooks/content.ts'
import type { CacheState } from '../hooks/replica.ts'
import { ContentChoice } from './ContentChoice.tsx'
import type { NamedDevice } from './DeviceQuestion.tsx'

interface PushDialogProps {
  readonly devices: readonly NamedDevice[]
  readonly onPush: (content: PieceOfContent) => void
  readonly onClose: () => void
}

/** Asks for the piece of content that one or many devices are to show now. */
export function PushDialog({ devices, onPush, onClose }: PushDialogProps) {
  const { t } = useTranslation()
  const { isOnline } = useConnection()
  const { content, cache } = useContentChoices()
  const [chosen, setChosen] = useState<PieceOfContent | null>(null)
  const count = devices.length
  const submit = () => {
    if (chosen === null) return
    onClose()
    onPush(chosen)
  }
  const [first] = devices
  if (first === undefined) return <NoDevice onClose={onClose} />
  return (
    <Dialog
      title={t('push.title', { count, name: first.name })}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button autoFocus={content.length === 0} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button tone="primary" isSubmit disabled={chosen === null}>
            {t('push.submit', { count })}
          </Button>
        </>
      }
    >
      <p>{t('push.text', { count })}</p>
      {isOnline ? null : (
        <Notice tone="medium" role="status" isInset>
          {t('push.offline')}
        </Notice>
      )}
      {content.length === 0 ? (
        <NoContent cache={cache} />
      ) : (
        <ContentChoice content={content} chosen={chosen} onChoose={setChosen} />
      )}
    </Dialog>
  )
}

/** Asked for from the palette or by key, while nothing is selected, open or active. */
function NoDevice({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('push.titleNone')}
      onClose={onClose}
      actions={
        <Button autoFocus onClick={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <Placeholder title={t('push.noDevice')} text={t('push.noDeviceText')} />
    </Dialog>
  )
}

function NoContent({ cache }: { cache: CacheState }) {
  const { t } = useTranslation()
  if (cache.state === 'loading' || cache.state === 'reading') return <p role="status">{t('push.reading')}</p>
  if (cache.state === 'failed') {
    const text = cache.error === null ? undefined : errorSentence(t, cache.error)
    const retry = <Button onClick={cache.reload}>{t('action.retry')}</Button>
    return <Placeholder role="alert" title={t('push.failed')} text={text} action={retry} />
  }
  return (
    <Placeholder title={t('push.empty')} text={t(cache.state === 'stale' ? 'push.emptyOffline' : 'push.emptyText')} />
  )
}
