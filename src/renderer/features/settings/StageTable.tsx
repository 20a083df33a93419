import { useTranslation } from 'react-i18next'
import type { StageStatistics } from '#shared/domain/pipeline.ts'
import { useStages } from '../../app/hooks/connection.ts'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './SettingsPage.module.css'

/** What each stage of the live feed has done since the start. */
export function StageTable() {
  const { t } = useTranslation()
  const { value, error } = useStages()
  if (error !== null && value === null) return <p className={styles['error']}>{errorSentence(t, error)}</p>
  if (value === null) return null
  const columns = ['stageReceived', 'stagePassed', 'stageMerged', 'stageDropped', 'stageWaiting'] as const
  return (
    <>
      <table className={styles['metrics']}>
        <thead>
          <tr>
            <th scope="col">{t('settings.diagnostics.stage')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`settings.diagnostics.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {value.stages.map((stage) => (
            <tr key={stage.name}>
              <th scope="row">{t(`settings.diagnostics.stageNames.${stage.name}`)}</th>
              <td>{formatNumber(stage.received)}</td>
              <td>{formatNumber(stage.passed)}</td>
              <td>{formatNumber(stage.merged)}</td>
              <td>{droppedWords(stage)}</td>
              <td>{formatNumber(stage.waiting)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['help']}>{t('settings.diagnostics.resyncs', { count: value.resyncs })}</p>
    </>
  )
}

/** Causes are named as they stand in the log. */
function droppedWords({ dropped }: StageStatistics): string {
  const causes = Object.entries(dropped).filter(([, count]) => count > 0)
  if (causes.length === 0) return formatNumber(0)
  return causes.map(([cause, count]) => `${cause} ${formatNumber(count)}`).join(', ')
}
