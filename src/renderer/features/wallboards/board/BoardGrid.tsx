import { type CSSProperties, useMemo } from 'react'
import type { BoardPage, WidgetPlace } from '#shared/board/document.ts'
import { type BoardGrid as Grid, inReadingOrder } from '#shared/board/layout.ts'
import styles from './Board.module.css'
import { WidgetSlot } from './WidgetSlot.tsx'

export function gridStyle({ columns, rows }: Grid): CSSProperties {
  return { '--columns': String(columns), '--rows': String(rows) } as CSSProperties
}

/** The grid counts lines from one; where lines run from right to left it turns around by itself. */
export function placeStyle({ x, y, w, h }: WidgetPlace): CSSProperties {
  return { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }
}

/** The widgets of one page in their places. */
export function BoardGrid({ page, grid }: { page: BoardPage; grid: Grid }) {
  const widgets = useMemo(() => inReadingOrder(page.widgets), [page.widgets])
  return (
    <div className={styles['grid']} style={gridStyle(grid)}>
      {widgets.map((widget) => (
        <div key={widget.id} className={styles['place']} style={placeStyle(widget.place)}>
          <WidgetSlot widget={widget} />
        </div>
      ))}
    </div>
  )
}
