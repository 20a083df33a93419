import { Figure, LevelNote, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { textOption, type WidgetProps } from '../widget-types.ts'
import { isWritten, levelOf, numberOf } from '../widget-values.ts'

/** One number, and whether it is beyond its limits. */
export function MetricBadge({ options, values }: WidgetProps) {
  const bound = values['value']
  if (!isWritten(bound)) return <NoValue bound={bound} />
  const level = levelOf(numberOf(bound.value), options)
  return (
    <div className={styles['middle']}>
      <Figure text={bound.text} unit={textOption(options, 'unit')} level={level} />
      <LevelNote level={level} />
    </div>
  )
}
