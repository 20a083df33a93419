import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/context.tsx'
import { useLockReason } from '../../app/hooks/locks.ts'
import { Button } from '../../components/Button.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './Reports.module.css'

/** Where reports are written by themselves. Chosen in a dialog of the system. */
export function ScheduleFolder({ folder }: { folder: string | null }) {
  const { t } = useTranslation()
  const client = useClient()
  const lock = useLockReason('reportFolder') ?? undefined
  const [problem, setProblem] = useState<string | null>(null)
  async function choose(): Promise<void> {
    try {
      const answer = await client.request('reports:choose-folder', {})
      setProblem(answer.outcome === 'refused' ? answer.problem.message : null)
    } catch (error) {
      setProblem(errorSentence(t, toRequestError(error)))
    }
  }
  return (
    <div className={styles['field']}>
      <span className={styles['label']}>{t('performance.schedule.folder')}</span>
      <div className={styles['folder']}>
        <span className={styles['path']}>
          {folder === null ? t('performance.schedule.folderNone') : foreignText(folder)}
        </span>
        <Button disabled={lock !== undefined} title={lock} onClick={() => void choose()}>
          {t('performance.schedule.choose')}
        </Button>
      </div>
      {problem === null ? null : (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </div>
  )
}
