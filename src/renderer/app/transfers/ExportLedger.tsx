import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { FileProblem } from './FileProblem.tsx'
import styles from './transfers.module.css'
import type { FileRequestState } from './use-file-request.ts'

interface ExportLedgerProps {
  readonly state: FileRequestState<'ledger:export'>
  readonly onClose: () => void
}

/** How many lines of the ledger are in which file, and the hash that says later whether it is still that file. */
export function ExportLedger({ state, onClose }: ExportLedgerProps) {
  const { t } = useTranslation()
  const written = state.status === 'answered' && state.answer.outcome === 'written' ? state.answer : null
  const isAsking = state.status === 'asking'
  return (
    <Dialog
      title={written === null ? t('transfer.exportLedger.title') : t('transfer.exportLedger.doneTitle')}
      onClose={onClose}
      actions={
        <>
          {written === null ? null : (
            <CopyButton text={written.head} label={t('transfer.exportLedger.copyHead')} copied={t('transfer.copied')} />
          )}
          <Button autoFocus onClick={onClose}>
            {isAsking ? t('action.cancel') : t('action.close')}
          </Button>
        </>
      }
    >
      {isAsking ? <p className={styles['muted']}>{t('transfer.exportLedger.asking')}</p> : null}
      {written === null ? null : (
        <>
          <p>{t('transfer.exportLedger.lines', { count: written.lines, formatted: formatNumber(written.lines) })}</p>
          <DescriptionList
            items={[
              { term: t('transfer.file'), value: written.fileName },
              {
                term: t('transfer.exportLedger.head'),
                value: <code className={styles['mono']}>{written.head}</code>,
              },
            ]}
          />
          <p className={styles['muted']}>{t('transfer.exportLedger.help')}</p>
        </>
      )}
      <FileProblem state={state} />
    </Dialog>
  )
}
