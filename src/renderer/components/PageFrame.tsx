import type { ReactNode } from 'react'
import styles from './PageFrame.module.css'
import { TAB_PANEL_ID, tabId } from './Tabs.tsx'

interface PageFrameProps {
  readonly title: string
  readonly count?: string | undefined
  /** What limits the trust in what is shown, for example that it is not current. */
  readonly note?: string | undefined
  /** The tab of the view that is shown, where the page has tabs: all below the heading is its panel. */
  readonly tab?: string | undefined
  /** Which view of the list is shown. */
  readonly view?: ReactNode
  readonly tools?: ReactNode
  readonly actions?: ReactNode
  /** A second row of tools, for pages with many. */
  readonly moreTools?: ReactNode
  /** Lies over the heading while rows are selected, so that the rows stay where they are. */
  readonly selectionBar?: ReactNode
  readonly panel?: ReactNode
  readonly children: ReactNode
}

/** A page: its heading and tools, the list, and the detail beside it. */
export function PageFrame({
  title,
  count,
  note,
  tab,
  view,
  tools,
  actions,
  moreTools,
  selectionBar,
  panel,
  children,
}: PageFrameProps) {
  return (
    <div className={styles['page']}>
      <div className={styles['main']}>
        <header className={styles['header']}>
          <div className={styles['heading']}>
            <h1>{title}</h1>
            {count === undefined ? null : <span className={styles['count']}>{count}</span>}
            {note === undefined ? null : <span className={styles['note']}>{note}</span>}
          </div>
          {view}
          <div className={styles['tools']}>{tools}</div>
          <div className={styles['actions']}>{actions}</div>
          {selectionBar}
        </header>
        <div className={styles['content']} {...(tab === undefined ? {} : panelOf(tab))}>
          {moreTools === undefined ? null : <div className={styles['more']}>{moreTools}</div>}
          {children}
        </div>
      </div>
      {panel}
    </div>
  )
}

function panelOf(tab: string) {
  return { id: TAB_PANEL_ID, role: 'tabpanel', 'aria-labelledby': tabId(tab) } as const
}
