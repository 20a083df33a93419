import { ChevronDown, ChevronUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UploadState, UploadStatus } from '#shared/domain/uploads.ts'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatBytes } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { UploadLine } from './UploadLine.tsx'
import styles from './Uploads.module.css'
import type { Uploads } from './use-uploads.ts'

const AT_REST: readonly UploadState[] = ['paused', 'failed', 'done', 'elsewhere']

interface UploadTrayProps {
  readonly uploads: Uploads
  readonly onOpen: (contentId: string) => void
}

/** Files on their way, one line each, with all of them in one figure. It is not there while there are none. */
export function UploadTray({ uploads: { uploads, act, chooseAgain }, onOpen }: UploadTrayProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(true)
  const [discarding, setDiscarding] = useState<UploadStatus | null>(null)
  if (uploads.length === 0) return null
  const sums = sumsOf(uploads)
  const keysIn = (...states: readonly UploadState[]) =>
    uploads.filter(({ state }) => states.includes(state)).map(({ key }) => key)
  const going = uploads.filter(({ state }) => !AT_REST.includes(state)).map(({ key }) => key)
  const still = keysIn('paused', 'failed')
  const over = keysIn('done')
  return (
    <section className={styles['tray']} aria-label={t('content.upload.tray')}>
      <div className={styles['head']}>
        {sums.failed > 0 ? <StateIcon shape="warning" /> : null}
        <strong>{sumInWords(t, sums)}</strong>
        <progress
          className={styles['total']}
          max={sums.size}
          value={sums.done}
          aria-label={t('content.upload.total')}
        />
        <span className={styles['figure']}>
          {t('content.upload.of', { done: formatBytes(t, sums.done), total: formatBytes(t, sums.size) })}
        </span>
        <span className={styles['gap']} />
        {going.length === 0 ? null : (
          <Button tone="quiet" onClick={() => void act(going, 'pause')}>
            {t('content.upload.pauseAll')}
          </Button>
        )}
        {still.length === 0 ? null : (
          <Button tone="quiet" onClick={() => void act(still, 'resume')}>
            {t('content.upload.resumeAll')}
          </Button>
        )}
        {over.length === 0 ? null : (
          <Button tone="quiet" onClick={() => void act(over, 'discard')}>
            {t('content.upload.clear')}
          </Button>
        )}
        <Button
          tone="quiet"
          aria-expanded={isOpen}
          icon={isOpen ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {t('content.upload.files')}
        </Button>
      </div>
      {isOpen ? (
        <ul className={styles['lines']}>
          {uploads.map((upload) => (
            <UploadLine
              key={upload.key}
              upload={upload}
              onAct={(verb) => void act([upload.key], verb)}
              onChooseAgain={() => void chooseAgain(upload.key)}
              onDiscard={() => (upload.doneBytes === 0 ? void act([upload.key], 'discard') : setDiscarding(upload))}
              onOpen={() => onOpen(upload.contentId)}
            />
          ))}
        </ul>
      ) : null}
      {discarding === null ? null : (
        <ConfirmDialog
          title={t('content.upload.discardTitle', { name: inSentence(discarding.fileName) })}
          confirm={t('content.upload.discard')}
          cancel={t('action.cancel')}
          onConfirm={() => void act([discarding.key], 'discard')}
          onClose={() => setDiscarding(null)}
        >
          <p>{t('content.upload.discardText', { done: formatBytes(t, discarding.doneBytes) })}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}

interface Sums {
  readonly size: number
  readonly done: number
  readonly open: number
  readonly failed: number
}

/** A file that is only read so far has sent nothing. */
function sumsOf(uploads: readonly UploadStatus[]): Sums {
  const sums = { size: 0, done: 0, open: 0, failed: 0 }
  for (const { state, sizeBytes, doneBytes } of uploads) {
    sums.size += sizeBytes
    sums.done += state === 'checking' ? 0 : doneBytes
    if (state !== 'done') sums.open += 1
    if (state === 'failed') sums.failed += 1
  }
  return sums
}

function sumInWords(t: Translate, { open, failed }: Sums): string {
  if (open === 0) return t('content.upload.allDone')
  const words = t('content.upload.onTheirWay', { count: open })
  return failed === 0 ? words : `${words} ${t('content.upload.failed', { count: failed })}`
}
