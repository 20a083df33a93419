import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import styles from './ConflictDetail.module.css'

/** The whole conflict as the console holds it, to be read and copied. */
export function RawConflict({ conflict, onClose }: { conflict: ConflictView; onClose: () => void }) {
  const { t } = useTranslation()
  const text = JSON.stringify(conflict, null, 2)
  return (
    <Dialog
      title={t('conflicts.raw.title', { name: inSentence(conflict.entityName) })}
      isReading
      onClose={onClose}
      actions={
        <>
          <CopyButton text={text} label={t('conflicts.raw.copy')} copied={t('conflicts.raw.copied')} />
          <Button autoFocus onClick={onClose}>
            {t('action.close')}
          </Button>
        </>
      }
    >
      <pre className={styles['raw']}>{text}</pre>
    </Dialog>
  )
}
