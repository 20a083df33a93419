import { useTranslation } from 'react-i18next'
import { StateIcon } from '../../../../components/StateIcon.tsx'
import { formatDecimal } from '../../../../i18n/format.ts'
import { Figure, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, type WidgetProps } from '../widget-types.ts'
import { numberOf } from '../widget-values.ts'

/** Whether what was promised is kept. */
export function Sla({ options, values }: WidgetProps) {
  const { t } = useTranslation()
  const bound = values['value']
  const value = numberOf(bound?.value)
  if (bound === undefined || value === null) return <NoValue bound={bound} />
  const target = numberOption(options, 'target', 99.5)
  const isKept = value >= target
  return (
    <div className={styles['middle']}>
      <Figure text={bound.text} level={isKept ? 'normal' : 'critical'} />
      <p className={isKept ? styles['note'] : `${styles['note']} ${styles['critical']}`}>
        <StateIcon shape={isKept ? 'done' : 'critical'} quiet={isKept} />
        {t(isKept ? 'boardWidgets.sla.kept' : 'boardWidgets.sla.missed', { target: formatDecimal(target) })}
      </p>
    </div>
  )
}
