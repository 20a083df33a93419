// biome-ignore-all lint/a11y/noStaticElementInteractions: the copy at the top is a convenience for the pointer; keys have the real one.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: a row of a treegrid may be expanded.
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by their position, which a table element does not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names the active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { namedValue } from '../i18n/format-lists.ts'
import { classes } from './classes.ts'
import styles from './DataGrid.module.css'
import type { GridHeading } from './grid-types.ts'
import { selectionMark } from './selection-mark.tsx'

interface GridHeadingRowProps {
  readonly id: string
  readonly heading: GridHeading
  readonly height: number
  readonly isActive: boolean
  readonly onToggle: (id: string) => void
  readonly onMark: (id: string) => void
  /** Where it stands in the list; left out for the copy that stays at the top. */
  readonly domId?: string
  readonly index?: number
  readonly top?: number
}

function HeadingRow({ id, heading, height, isActive, onToggle, onMark, domId, index, top }: GridHeadingRowProps) {
  const Chevron = heading.isCollapsed ? ChevronRight : ChevronDown
  const isCopy = index === undefined
  return (
    <div
      id={domId}
      {...(isCopy
        ? {}
        : { role: 'row', 'aria-level': 1, 'aria-expanded': !heading.isCollapsed, 'aria-rowindex': index + 2 })}
      {...(isCopy || heading.mark === undefined ? {} : { 'aria-selected': heading.mark.isSelected })}
      data-group-heading={heading.label}
      className={classes(
        styles['headingRow'],
        !isCopy && styles['placed'],
        heading.mark?.isSelected === true && styles['selected'],
        isActive && styles['active'],
      )}
      style={{ height, transform: top === undefined ? undefined : `translateY(${top}px)` }}
      onClick={() => onToggle(id)}
    >
      {heading.mark === undefined ? null : (
        <div
          {...(isCopy ? {} : { role: 'gridcell' })}
          className={styles['headingMark']}
          onClick={(event) => {
            event.stopPropagation()
            onMark(id)
          }}
        >
          {selectionMark({ label: namedValue(heading.mark.label, heading.label), isSelected: heading.mark.isSelected })}
        </div>
      )}
      <div {...(isCopy ? {} : { role: 'gridcell' })} className={styles['headingCell']}>
        <Chevron size={14} strokeWidth={1.75} aria-hidden />
        <span className={styles['headingLabel']}>{heading.label}</span>
        <span className={styles['headingCount']}>{heading.count}</span>
      </div>
    </div>
  )
}

export const GridHeadingRow = memo(
  HeadingRow,
  (before, after) =>
    before.id === after.id &&
    before.heading.label === after.heading.label &&
    before.heading.count === after.heading.count &&
    before.heading.isCollapsed === after.heading.isCollapsed &&
    before.heading.mark?.isSelected === after.heading.mark?.isSelected &&
    before.height === after.height &&
    before.isActive === after.isActive &&
    before.index === after.index &&
    before.top === after.top &&
    before.onToggle === after.onToggle &&
    before.onMark === after.onMark,
)
