import { WidgetMark } from '../../app/WidgetMark.tsx'
import { type ReadState, widgetStateOfReads } from '../../app/widget-state.ts'
import styles from './SettingsPage.module.css'

/** The heading of figures that are read again and again, and how old they are. */
export function MarkedHeading({ text, read }: { text: string; read: ReadState }) {
  return (
    <div className={styles['marked']}>
      <h3>{text}</h3>
      <WidgetMark widget={widgetStateOfReads(read)} />
    </div>
  )
}
