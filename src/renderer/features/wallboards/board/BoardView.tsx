import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BoardData } from '#shared/board/document.ts'
import { usePageKeys } from '../../../app/page-keys.ts'
import { IconButton } from '../../../components/Button.tsx'
import { Placeholder } from '../../../components/Placeholder.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import { formatNumber } from '../../../i18n/format.ts'
import styles from './Board.module.css'
import { BoardGrid } from './BoardGrid.tsx'
import { type Rotation, useRotation } from './use-rotation.ts'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

interface BoardViewProps {
  readonly board: BoardData
  /** Called after the last page, where boards follow each other. */
  readonly onEnd?: () => void
}

/** A board as it is looked at: one page after the other, as long as nobody holds it. */
export function BoardView({ board, onEnd }: BoardViewProps) {
  const { t } = useTranslation()
  const rotation = useRotation(board, onEnd)
  usePageKeys({ ' ': rotation.togglePause, ',': rotation.back, '.': rotation.on })
  const page = board.pages[rotation.place]
  return (
    <section aria-label={foreignText(board.name)} className={styles['board']}>
      {page === undefined || page.widgets.length === 0 ? (
        <div className={styles['empty']}>
          <Placeholder title={t('boardWidgets.emptyPage')} text={t('boardWidgets.emptyPageText')} />
        </div>
      ) : (
        <BoardGrid key={page.id} page={page} grid={board} />
      )}
      {board.pages.length > 1 ? <PageFoot board={board} rotation={rotation} /> : null}
    </section>
  )
}

function PageFoot({ board, rotation }: { board: BoardData; rotation: Rotation }) {
  const { t } = useTranslation()
  const { place, isPaused } = rotation
  const places = { place: formatNumber(place + 1), total: formatNumber(board.pages.length) }
  return (
    <footer className={styles['foot']}>
      <span className={styles['pageName']}>
        <bdi>{foreignText(board.pages[place]?.title ?? '')}</bdi>
      </span>
      <span>{t('boardWidgets.placeOf', places)}</span>
      <IconButton label={t('boardWidgets.view.back')} icon={<ChevronLeft {...ICON} />} onClick={rotation.back} />
      {board.rotateSeconds === null ? null : (
        <IconButton
          label={t(isPaused ? 'boardWidgets.view.resume' : 'boardWidgets.view.pause')}
          icon={isPaused ? <Play {...ICON} /> : <Pause {...ICON} />}
          onClick={rotation.togglePause}
        />
      )}
      <IconButton label={t('boardWidgets.view.on')} icon={<ChevronRight {...ICON} />} onClick={rotation.on} />
    </footer>
  )
}
