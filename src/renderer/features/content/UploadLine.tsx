import { Pause, Play, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { UploadAct, UploadState, UploadStatus } from '#shared/domain/uploads.ts'
import { useNow } from '../../app/time.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import type { StateShape } from '../../components/state-shape.ts'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatAge, formatBytes } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Uploads.module.css'
import { useContentActs } from './use-content-acts.ts'

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

const SHAPES: Readonly<Record<UploadState, StateShape>> = {
  waiting: 'waiting',
  offline: 'offline',
  elsewhere: 'waiting',
  checking: 'sending',
  sending: 'sending',
  confirming: 'sending',
  paused: 'stale',
  failed: 'stuck',
  done: 'done',
}

interface UploadLineProps {
  readonly upload: UploadStatus
  readonly onAct: (act: UploadAct) => void
  readonly onChooseAgain: () => void
  readonly onDiscard: () => void
  readonly onOpen: () => void
}

/** One file on its way: how far it is, why it does not go on, and what can be done. */
export function UploadLine({ upload, onAct, onChooseAgain, onDiscard, onOpen }: UploadLineProps) {
  const { t } = useTranslation()
  const now = useNow(1_000)
  const { fileName, state, sizeBytes, doneBytes, detail, renews } = upload
  const acts = useContentActs()
  const name = inSentence(fileName)
  const isGoing = state !== 'paused' && state !== 'failed' && state !== 'done' && state !== 'elsewhere'
  return (
    <li className={styles['line']} data-upload-state={state}>
      <StateIcon shape={SHAPES[state]} quiet={state !== 'failed'} />
      <bdi className={styles['name']} title={foreignText(fileName)}>
        {foreignText(fileName)}
        {renews === null ? null : (
          <span className={styles['of']}> {t('content.upload.renews', { name: inSentence(upload.name) })}</span>
        )}
      </bdi>
      <progress className={styles['bar']} max={sizeBytes} value={doneBytes} aria-label={name} />
      <span className={styles['words']} title={detail ?? undefined}>
        {stateInWords(t, upload, now)}
      </span>
      <span className={styles['acts']}>
        {state === 'done' && renews !== null ? (
          <Button disabled={acts.isQueueing} onClick={() => void acts.bringBack(upload.contentId, renews)}>
            {t('content.upload.bringBack')}
          </Button>
        ) : null}
        {state === 'done' ? <Button onClick={onOpen}>{t('content.upload.open')}</Button> : null}
        {state === 'failed' && isOfFile(upload) ? (
          <Button onClick={onChooseAgain}>{t('content.upload.chooseAgain')}</Button>
        ) : null}
        {isGoing ? (
          <IconButton
            label={t('content.upload.pause', { name })}
            icon={<Pause {...ICON} />}
            onClick={() => onAct('pause')}
          />
        ) : null}
        {state === 'paused' || state === 'failed' ? (
          <IconButton
            label={t('content.upload.resume', { name })}
            icon={<Play {...ICON} />}
            onClick={() => onAct('resume')}
          />
        ) : null}
        {state === 'elsewhere' ? null : (
          <IconButton
            label={t(state === 'done' ? 'content.upload.hide' : 'content.upload.discardOne', { name })}
            icon={<X {...ICON} />}
            onClick={state === 'done' ? () => onAct('discard') : onDiscard}
          />
        )}
      </span>
    </li>
  )
}

/** The file is at fault: another one may be chosen in its place. */
function isOfFile({ problem }: UploadStatus): boolean {
  return problem === 'missing' || problem === 'changed' || problem === 'unreadable' || problem === 'corrupt'
}

function stateInWords(
  t: Translate,
  { state, problem, doneBytes, sizeBytes, retryAt, renews }: UploadStatus,
  now: number,
): string {
  if (problem === 'no-space') return t('content.state.noRoom', { left: formatBytes(t, sizeBytes - doneBytes) })
  if (state === 'failed') return t(`content.problem.${problem ?? 'refused'}`)
  if (state === 'waiting' && retryAt !== null) {
    return t('content.state.retry', { age: formatAge(t, Math.max(0, retryAt - now)) })
  }
  if (state === 'done' && renews !== null) return t('content.state.renewed')
  return t(`content.state.${state}`, { done: formatBytes(t, doneBytes), total: formatBytes(t, sizeBytes) })
}
