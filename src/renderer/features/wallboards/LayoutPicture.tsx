import type { BoardData } from '#shared/board/document.ts'
import { classes } from '../../components/classes.ts'
import styles from './Wallboards.module.css'

interface LayoutPictureProps {
  readonly board: BoardData
  /** Which page. */
  readonly place?: number
  /** Read out in place of the picture; left out: what stands beside it says all. */
  readonly label?: string
  readonly isLarge?: boolean
}

/** Where the widgets of a page stand. */
export function LayoutPicture({ board, place = 0, label, isLarge = false }: LayoutPictureProps) {
  const { columns, rows } = board
  const widgets = board.pages[place]?.widgets ?? []
  return (
    <svg
      role="img"
      aria-label={label}
      aria-hidden={label === undefined || undefined}
      viewBox={`0 0 ${columns} ${rows}`}
      preserveAspectRatio="xMidYMid meet"
      className={classes(styles['layout'], isLarge && styles['large'])}
    >
      <rect className={styles['ground']} x={0} y={0} width={columns} height={rows} />
      {widgets.map(({ id, place: { x, y, w, h } }) => (
        <rect key={id} className={styles['part']} x={x + 0.15} y={y + 0.15} width={w - 0.3} height={h - 0.3} />
      ))}
    </svg>
  )
}
