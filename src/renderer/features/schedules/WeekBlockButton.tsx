import { useTranslation } from 'react-i18next'
import { MARK_SHAPE } from '../../app/marks.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import { formatCalendarDay, formatMinutes } from '../../i18n/format-week.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { BlockTools } from './block-tools.ts'
import { NO_MOVE } from './calendar-moves.ts'
import { targetsInWords } from './schedule-words.ts'
import styles from './Week.module.css'
import { DAY_MINUTES, type PlacedBlock } from './week-layout.ts'

interface WeekBlockProps {
  readonly block: PlacedBlock
  readonly day: number
  readonly tools: BlockTools
}

/** Blocks that are lower than this have their time beside the name, in pixels. */
const LOW = 34
/** What the time and the frame of a block take, and each line of its name. */
const FRAME_HEIGHT = 22
const LINE_HEIGHT = 14.3
const MOST_LINES = 3

/** One window of a schedule. Enter opens it; Alt and the arrows move it, with Shift its end. */
export function WeekBlockButton({ block, day, tools }: WeekBlockProps) {
  const { t } = useTranslation()
  const { row, lane, lanes, span } = block
  const { data, view, mark } = row
  const { pixelsPerMinute } = tools
  const move = tools.dragged?.block.key === block.key ? tools.dragged.move : null
  const { minutes, days, longer } = move ?? NO_MOVE
  const start = Math.max(0, block.start + minutes)
  const end = Math.min(DAY_MINUTES, block.end + minutes + longer)
  const height = Math.max(end - start, 15) * pixelsPerMinute
  const times = `${formatMinutes(start)}–${formatMinutes(end % DAY_MINUTES)}`
  const hasClash = tools.clashes.has(row.id)
  return (
    <button
      type="button"
      data-block={block.key}
      data-entity-id={row.id}
      data-off={!data.enabled || undefined}
      data-clash={hasClash || undefined}
      data-pending={mark === null ? undefined : mark.kind}
      data-deleting={view.isDeleting || undefined}
      data-open={tools.openId === row.id || undefined}
      data-moving={move === null ? undefined : true}
      data-low={height < LOW || undefined}
      tabIndex={tools.activeKey === block.key ? 0 : -1}
      aria-label={labelOf(t, block, day, tools, hasClash)}
      title={foreignText(data.name)}
      className={styles['block']}
      style={{
        insetBlockStart: start * pixelsPerMinute,
        height,
        insetInlineStart: `calc(${(lane / lanes) * 100}% + ${days} * 100%)`,
        width: `${(span / lanes) * 100}%`,
      }}
      onFocus={() => tools.onFocus(block)}
      onPointerDown={(event) => tools.onPointerDown(event, block)}
      onClick={(event) => tools.onOpen(row.id, event.detail === 0 ? 'keyboard' : 'pointer')}
      onKeyDown={(event) => tools.onKeyDown(event, block)}
    >
      <span className={styles['blockText']}>
        <span className={styles['blockName']}>
          {hasClash ? <StateIcon shape="warning" /> : null}
          {mark === null ? null : <StateIcon shape={MARK_SHAPE[mark.kind]} />}
          <bdi style={{ maxHeight: linesIn(height) * LINE_HEIGHT }}>
            <WholeWords text={foreignText(data.name)} />
          </bdi>
        </span>{' '}
        <span className={styles['blockTime']}>{times}</span>
      </span>
      <span data-edge className={styles['edge']} />
    </button>
  )
}

/** Scripts whose words are not set off by spaces: their lines end after any sign. */
const BREAKS_ANYWHERE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** A word that is longer than its lane is cut off with an ellipsis: it goes on in no other line. */
function WholeWords({ text }: { text: string }) {
  // Words have no other name than their place.
  const parts = text.split(/(\s+)/).map((part, place) => ({ part, key: String(place) }))
  return parts.map(({ part, key }) =>
    part.trim() === '' || BREAKS_ANYWHERE.test(part) ? (
      part
    ) : (
      <span key={key} className={styles['word']}>
        {part}
      </span>
    ),
  )
}

/** How many lines of a name there is room for. */
function linesIn(height: number): number {
  return Math.max(1, Math.min(MOST_LINES, Math.floor((height - FRAME_HEIGHT) / LINE_HEIGHT)))
}

function labelOf(t: Translate, block: PlacedBlock, day: number, { playlistOf }: BlockTools, hasClash: boolean): string {
  const { data, mark } = block.row
  const words = t('schedules.week.block', {
    name: inSentence(data.name),
    day: formatCalendarDay(day, 'longDay'),
    start: formatMinutes(block.start),
    end: formatMinutes(block.end % DAY_MINUTES),
    playlist: inSentence(playlistOf(data.playlistId)),
    targets: targetsInWords(t, data),
  })
  return namesInRow([
    words,
    ...(hasClash ? [t('schedules.week.clash')] : []),
    ...(data.enabled ? [] : [t('schedules.week.off')]),
    ...(mark === null ? [] : [t('schedules.week.waiting')]),
  ])
}
