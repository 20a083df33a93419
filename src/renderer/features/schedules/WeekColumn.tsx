// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for what is filled in.
// biome-ignore-all lint/a11y/noStaticElementInteractions: a window is drawn with the pointer; the key n makes one too.
import { type PointerEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { MenuButton } from '../../components/MenuButton.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import { formatCalendarDay, formatMinutes } from '../../i18n/format-week.ts'
import type { BlockTools } from './block-tools.ts'
import type { DrawnWindow } from './use-calendar-drag.ts'
import styles from './Week.module.css'
import { WeekBlockButton } from './WeekBlockButton.tsx'
import { type Column, MOST_LANES, type Overflow } from './week-layout.ts'

interface WeekColumnProps {
  readonly column: Column
  readonly index: number
  readonly day: number
  readonly tools: BlockTools
  readonly drawn: DrawnWindow | null
  /** Null: it is another day, or no one clock is shown. */
  readonly nowMinutes: number | null
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
}

/** One day of the week. */
export function WeekColumn({ column, index, day, tools, drawn, nowMinutes, onPointerDown }: WeekColumnProps) {
  const { t } = useTranslation()
  const { pixelsPerMinute } = tools
  return (
    <div
      role="group"
      aria-label={t('schedules.week.column', {
        day: formatCalendarDay(day, 'longDay'),
        count: column.blocks.length,
      })}
      data-column={index}
      className={styles['column']}
      onPointerDown={onPointerDown}
    >
      {column.blocks.map((block) => (
        <WeekBlockButton key={block.key} block={block} day={day} tools={tools} />
      ))}
      {column.overflows.map((overflow) => (
        <MoreBlocks key={`${overflow.start}/${overflow.end}`} overflow={overflow} day={day} tools={tools} />
      ))}
      {drawn === null ? null : (
        <div
          className={styles['drawn']}
          style={{
            insetBlockStart: drawn.start * pixelsPerMinute,
            height: (drawn.end - drawn.start) * pixelsPerMinute,
          }}
        >
          {formatMinutes(drawn.start)}–{formatMinutes(drawn.end % 1_440)}
        </div>
      )}
      {nowMinutes === null ? null : (
        <div
          role="img"
          aria-label={t('schedules.week.now')}
          className={styles['now']}
          style={{ insetBlockStart: nowMinutes * pixelsPerMinute }}
        />
      )}
    </div>
  )
}

interface MoreBlocksProps {
  readonly overflow: Overflow
  readonly day: number
  readonly tools: BlockTools
}

/** Those that have no room of their own, behind one button. */
function MoreBlocks({ overflow, day, tools }: MoreBlocksProps) {
  const { t } = useTranslation()
  const { blocks, start, end } = overflow
  const words = { count: blocks.length, day: formatCalendarDay(day, 'longDay'), start: formatMinutes(start) }
  const hasClash = blocks.some(({ row }) => tools.clashes.has(row.id))
  const said = [t('schedules.week.moreLabel', words), ...(hasClash ? [t('schedules.week.clash')] : [])]
  const sections = useMemo(
    () => () => [
      {
        title: '',
        entries: blocks.map((block) => ({
          id: block.key,
          text: foreignText(block.row.data.name),
          hint: `${formatMinutes(block.start)}–${formatMinutes(block.end % 1_440)}`,
          run: () => tools.onOpen(block.row.id, 'keyboard'),
        })),
      },
    ],
    [blocks, tools],
  )
  return (
    <div
      data-clash={hasClash || undefined}
      className={styles['more']}
      style={{
        insetBlockStart: start * tools.pixelsPerMinute,
        height: (end - start) * tools.pixelsPerMinute,
        insetInlineStart: `${((MOST_LANES - 1) / MOST_LANES) * 100}%`,
        width: `${100 / MOST_LANES}%`,
      }}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <MenuButton
        tone="quiet"
        label={t('schedules.week.more', { count: blocks.length })}
        description={namesInRow(said)}
        icon={hasClash ? <StateIcon shape="warning" /> : undefined}
        sections={sections}
      />
    </div>
  )
}
