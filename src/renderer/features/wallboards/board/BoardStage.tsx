import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BoardData } from '#shared/board/document.ts'
import { useBoard } from '../../../app/hooks/boards.ts'
import { useRenderTime } from '../../../app/hooks/render-time.ts'
import { usePageKeys } from '../../../app/page-keys.ts'
import { Button } from '../../../components/Button.tsx'
import { Placeholder, RowSkeleton } from '../../../components/Placeholder.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import type { WallboardActs } from '../use-wallboard-acts.ts'
import { BoardEditor } from './BoardEditor.tsx'
import { BoardView } from './BoardView.tsx'
import styles from './Editor.module.css'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

interface BoardStageProps {
  readonly id: string
  readonly kind: 'build' | 'show'
  readonly acts: WallboardActs
  readonly onClose: () => void
}

/** One board in place of the list: being built, or looked at. */
export function BoardStage({ id, kind, acts, onClose }: BoardStageProps) {
  useRenderTime('wallboard_stage')
  const { t } = useTranslation()
  const { board, isReading } = useBoard(id)
  if (board === undefined && isReading) return <RowSkeleton label={t('boards.loading')} />
  if (board === undefined || board.data === null) {
    return (
      <Placeholder
        title={t(board === undefined ? 'boards.detail.gone' : 'boards.detail.noneText')}
        action={<Button onClick={onClose}>{t('boardEditor.back')}</Button>}
      />
    )
  }
  const { data } = board
  if (kind === 'show') return <BoardShown data={data} onClose={onClose} />
  const isBlocked = board.view?.isDeleting === true || board.isGone
  return (
    <BoardEditor
      board={data}
      isBlocked={isBlocked}
      onSave={(fields) => acts.save(board, data, fields)}
      onClose={onClose}
    />
  )
}

function BoardShown({ data, onClose }: { data: BoardData; onClose: () => void }) {
  const { t } = useTranslation()
  usePageKeys({ Escape: onClose })
  return (
    <div className={styles['editor']}>
      <header className={styles['head']}>
        <h1 className={styles['boardName']}>
          <bdi>{foreignText(data.name)}</bdi>
        </h1>
        <span className={styles['gap']} />
        <Button autoFocus icon={<ArrowLeft {...ICON} />} onClick={onClose}>
          {t('boardEditor.back')}
        </Button>
      </header>
      <BoardView board={data} />
    </div>
  )
}
