import type { ReactNode } from 'react'
import { foreignText } from '../../../i18n/foreign-text.ts'
import styles from './Board.module.css'
import { SyncMark } from './SyncMark.tsx'
import type { WidgetValues } from './widget-types.ts'

interface WidgetFrameProps {
  /** As it is read out, also where nothing is written above it. */
  readonly name: string
  /** Empty: nothing is written above it. */
  readonly title: string
  readonly values: WidgetValues
  /** Things in it that show a change of ours which the server has not confirmed. */
  readonly unconfirmed?: number
  readonly children: ReactNode
}

/** What is around every widget: its title, and how far it may be trusted. */
export function WidgetFrame({ name, title, values, unconfirmed = 0, children }: WidgetFrameProps) {
  return (
    <article aria-label={foreignText(name)} className={styles['slot']}>
      <header className={styles['head']}>
        {title === '' ? (
          <span className={styles['title']} />
        ) : (
          <h2 className={styles['title']} title={foreignText(title)}>
            <bdi>{foreignText(title)}</bdi>
          </h2>
        )}
        <SyncMark values={values} unconfirmed={unconfirmed} />
      </header>
      <div className={styles['body']}>{children}</div>
    </article>
  )
}
