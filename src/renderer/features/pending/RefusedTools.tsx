import { useTranslation } from 'react-i18next'
import { useExportLock } from '../../app/hooks/locks.ts'
import { useTransfers } from '../../app/transfers/desk.tsx'
import { Button } from '../../components/Button.tsx'
import styles from './PendingPage.module.css'

/** Beside the list of what was refused: all of it into a file, and back. */
export function RefusedTools({ count }: { count: number }) {
  const { t } = useTranslation()
  const { exportRefused, importRefused } = useTransfers()
  const whyNot = useExportLock()('refused')
  return (
    <div className={styles['tools']}>
      <Button disabled={count === 0 || whyNot !== null} title={whyNot ?? undefined} onClick={() => exportRefused(null)}>
        {t('transfer.refused.exportAll')}
      </Button>
      <Button onClick={importRefused}>{t('transfer.refused.import')}</Button>
    </div>
  )
}
