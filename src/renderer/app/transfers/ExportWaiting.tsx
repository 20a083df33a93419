import { useTranslation } from 'react-i18next'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { useQueueStatus } from '../hooks/queue.ts'
import { AskingDialog } from './AskingDialog.tsx'
import { FileProblem } from './FileProblem.tsx'
import styles from './transfers.module.css'
import { type FileRequestState, useFileRequest } from './use-file-request.ts'

type Written = Extract<IpcResponse<'bundle:export'>, { outcome: 'written' }>

/** Says what exporting does before the place is chosen, and afterwards what is in the file. */
export function ExportWaiting({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { state, ask } = useFileRequest('bundle:export')
  const written = state.status === 'answered' && state.answer.outcome === 'written' ? state.answer : null
  return (
    <AskingDialog
      title={
        written === null
          ? t('transfer.exportWaiting.title')
          : t('transfer.exportWaiting.doneTitle', { count: written.count })
      }
      ask={t('transfer.choosePlace')}
      isAsking={state.status === 'asking'}
      isDone={written !== null}
      onAsk={() => void ask({})}
      onClose={onClose}
    >
      {written === null ? <Question state={state} /> : <Result written={written} />}
    </AskingDialog>
  )
}

function Question({ state }: { state: FileRequestState<'bundle:export'> }) {
  const { t } = useTranslation()
  const counts = useQueueStatus()?.counts
  const nothing = state.status === 'answered' && state.answer.outcome === 'nothing' ? state.answer : null
  return (
    <>
      <p>{t('transfer.exportWaiting.count', { count: (counts?.queued ?? 0) + (counts?.stale ?? 0) })}</p>
      <p>{t('transfer.exportWaiting.what')}</p>
      <p>{t('transfer.exportWaiting.here')}</p>
      <FileProblem state={state} />
      {nothing === null ? null : (
        <p role="status" className={styles['said']}>
          {t('transfer.exportWaiting.nothing')}
          {nothing.left === 0 ? null : ` ${t('transfer.exportWaiting.left', { count: nothing.left })}`}
        </p>
      )}
    </>
  )
}

function Result({ written }: { written: Written }) {
  const { t } = useTranslation()
  const { left, fingerprint, fileName } = written
  const key = <code className={styles['mono']}>{fingerprint}</code>
  return (
    <>
      <DescriptionList
        items={[
          { term: t('transfer.file'), value: fileName },
          { term: t('transfer.exportWaiting.key'), value: key },
        ]}
      />
      <p>{t('transfer.exportWaiting.done')}</p>
      {left === 0 ? null : <p className={styles['muted']}>{t('transfer.exportWaiting.left', { count: left })}</p>}
    </>
  )
}
