import { useTranslation } from 'react-i18next'
import { TextField } from '../components/Field.tsx'
import styles from './Days.module.css'
import type { OwnDays } from './report-period.ts'

interface DaysProps {
  readonly own: OwnDays
  readonly problem: string | undefined
  readonly onChange: (own: OwnDays) => void
}

/** The first and the last day of a time that somebody chooses. */
export function Days({ own, problem, onChange }: DaysProps) {
  const { t } = useTranslation()
  return (
    <div className={styles['days']}>
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          type="date"
          label={t(`performance.report.${end}`)}
          value={own[end]}
          error={end === 'to' ? problem : undefined}
          onChange={({ currentTarget }) => onChange({ ...own, [end]: currentTarget.value })}
        />
      ))}
    </div>
  )
}
