import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardsOf } from '#shared/domain/window-route.ts'
import { useOutpost, useUi } from '../../../app/context.tsx'
import { type Board, useBoards } from '../../../app/hooks/boards.ts'
import { Placeholder, RowSkeleton } from '../../../components/Placeholder.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import { errorSentence } from '../../../i18n/words.ts'
import { wallboardRowOf, wallboardsShown } from '../wallboard-row.ts'
import { BoardView } from './BoardView.tsx'

const BY_NAME = { columnId: 'name', isDescending: false } as const
/** A board that says nothing of it stays so long where several follow each other. */
const BETWEEN_BOARDS_SECONDS = 30

/**
 * A wall window that shows boards: the one that it was opened for, else those that were picked for it, else those that its search
 * finds, one after the other. A board that is changed is another one at once; one that goes makes room for the next.
 */
export function BoardWall() {
  const { t } = useTranslation()
  const { ui } = useOutpost()
  const { boardId, boards: picked, search = '' } = useUi((state) => state.place)
  const { boards, cache, isLocalRead } = useBoards()
  const [turn, setTurn] = useState(0)
  const shown =
    boardId !== undefined
      ? boards.filter(({ id }) => id === boardId)
      : picked !== undefined
        ? pickedBoards(boards, boardsOf(picked))
        : rotatingBoards(boards, search)
  const board = shown[turn % Math.max(1, shown.length)]
  const name = board?.data == null ? null : foreignText(board.name)
  // Several walls are told apart by their titles.
  useEffect(() => {
    ui.getState().show({ shownName: name })
    return () => ui.getState().show({ shownName: null })
  }, [ui, name])
  if (board?.data != null) {
    const isRotating = shown.length > 1
    const rotateSeconds = board.data.rotateSeconds ?? (isRotating ? BETWEEN_BOARDS_SECONDS : null)
    return (
      <>
        <h1 className="visually-hidden">{name}</h1>
        <BoardView
          key={board.id}
          board={isRotating ? { ...board.data, rotateSeconds } : board.data}
          {...(isRotating ? { onEnd: () => setTurn(turn + 1) } : {})}
        />
      </>
    )
  }
  if (!isLocalRead || cache.state === 'loading' || cache.state === 'reading')
    return <RowSkeleton label={t('boards.loading')} />
  if (board !== undefined) {
    return (
      <NothingShown
        title={t('boardEditor.wall.faulty', { name: foreignText(board.name) })}
        text={t('boards.detail.noneText')}
      />
    )
  }
  return (
    <NothingShown
      title={t(goneOf(boardId, picked))}
      text={cache.error === null ? t('boardEditor.wall.goneText') : errorSentence(t, cache.error)}
    />
  )
}

/** A wall has a heading also where there is nothing on it. */
function NothingShown(words: { title: string; text: string }) {
  const { t } = useTranslation()
  return (
    <>
      <h1 className="visually-hidden">{t('nav.wallboards')}</h1>
      <Placeholder {...words} />
    </>
  )
}

function goneOf(boardId: string | undefined, picked: string | undefined) {
  if (boardId !== undefined) return 'boardEditor.wall.gone'
  return picked === undefined ? 'boards.empty.title' : 'boardEditor.wall.allGone'
}

/** In the order in which they were picked; what cannot be shown now has no turn. */
function pickedBoards(boards: readonly Board[], ids: readonly string[]): readonly Board[] {
  const byId = new Map(boards.map((board) => [board.id, board]))
  return ids.flatMap((id) => {
    const board = byId.get(id)
    return board?.data == null || board.view?.isDeleting === true ? [] : [board]
  })
}

function rotatingBoards(boards: readonly Board[], search: string): readonly Board[] {
  const there = boards.filter(({ view }) => view?.isDeleting !== true)
  const found = wallboardsShown(there.map(wallboardRowOf), search, BY_NAME).map(({ board }) => board)
  return found.filter(({ data }) => data !== null)
}
