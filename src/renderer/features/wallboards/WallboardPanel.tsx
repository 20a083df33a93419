import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardData } from '#shared/board/document.ts'
import { type Board, useBoard } from '../../app/hooks/boards.ts'
import { useExportLock } from '../../app/hooks/locks.ts'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { useWindowActions } from '../../app/hooks/windows.ts'
import { EntityOperations } from '../../app/operations/EntityOperations.tsx'
import { Button } from '../../components/Button.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { LayoutPicture } from './LayoutPicture.tsx'
import { ProblemList } from './ProblemList.tsx'
import type { WallboardActs } from './use-wallboard-acts.ts'
import styles from './Wallboards.module.css'

const WIDTH = 440

interface WallboardPanelProps {
  readonly id: string
  /** A new number moves the focus into the panel. */
  readonly focusRequest: number
  readonly acts: WallboardActs
  readonly isServerAble: boolean
  readonly onEdit: (board: Board, data: BoardData) => void
  /** Shows a board in place of the list, to build it or to look at it. */
  readonly onStage: (kind: 'build' | 'show', id: string) => void
  /** Shows a board that was made. */
  readonly onMade: (id: string | null) => void
  readonly onClose: () => void
}

export function WallboardPanel({ id, ...props }: WallboardPanelProps) {
  useRenderTime('wallboard_panel')
  const { t } = useTranslation()
  const { board, isReading } = useBoard(id)
  const panel = useRef<HTMLElement>(null)
  const { focusRequest } = props
  useEffect(() => {
    if (focusRequest > 0) panel.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [focusRequest])
  return (
    <SidePanel
      ref={panel}
      label={t('boards.detail.label')}
      closeLabel={t('boards.detail.close')}
      resizeLabel={t('boards.detail.resize')}
      initialWidth={WIDTH}
      header={board === undefined ? <h2>{id}</h2> : <PanelHeader board={board} />}
      onClose={props.onClose}
    >
      {board === undefined ? (
        <p className={styles['section']}>{isReading ? t('boards.loading') : t('boards.detail.gone')}</p>
      ) : (
        <OpenBoard board={board} {...props} />
      )}
    </SidePanel>
  )
}

function PanelHeader({ board }: { board: Board }) {
  const { t } = useTranslation()
  const { view, data, name } = board
  return (
    <>
      <h2 className={view?.isDeleting === true ? styles['deleting'] : styles['heading']}>
        <bdi>{foreignText(name)}</bdi>
      </h2>
      <p className={styles['sub']}>
        <span>{t(view === null ? 'boards.where.local' : 'boards.where.server')}</span>
        {data === null ? null : <BoardFacts data={data} />}
        {view?.isNew === true ? <span>{t('mark.isNewLong')}</span> : null}
      </p>
    </>
  )
}

function BoardFacts({ data }: { data: BoardData }) {
  const { t } = useTranslation()
  const widgets = data.pages.reduce((sum, page) => sum + page.widgets.length, 0)
  return (
    <>
      <span>{t('boards.detail.pages', { count: data.pages.length })}</span>
      <span>{t('boards.detail.widgets', { count: widgets })}</span>
      <span>{t('boards.grid', { columns: data.columns, rows: data.rows })}</span>
      {data.pages.length < 2 ? null : (
        <span>
          {data.rotateSeconds === null
            ? t('boards.detail.byHand')
            : t('boards.detail.rotates', { count: data.rotateSeconds })}
        </span>
      )}
    </>
  )
}

type OpenBoardProps = Omit<WallboardPanelProps, 'id' | 'focusRequest'> & { readonly board: Board }

function OpenBoard({ board, acts, isServerAble, onEdit, onStage, onMade }: OpenBoardProps) {
  const { t } = useTranslation()
  const { data, view, fileName, description, isGone, problems } = board
  const isBlocked = view?.isDeleting === true
  const whyNotExport = useExportLock()('boards')
  return (
    <>
      <Trouble board={board} acts={acts} />
      {data === null ? null : <Pages data={data} />}
      <section className={styles['section']} aria-label={t('boards.detail.about')}>
        <h3>{t('boards.detail.about')}</h3>
        {description === '' ? null : (
          <p>
            <bdi>{foreignText(description)}</bdi>
          </p>
        )}
        {fileName === null ? null : (
          <p className={styles['muted']}>{t('boards.detail.file', { name: inSentence(fileName) })}</p>
        )}
        <div className={styles['bar']}>
          {data === null ? null : (
            <>
              <Button data-first disabled={isBlocked || isGone} onClick={() => onStage('build', board.id)}>
                {t('boardEditor.build')}
              </Button>
              <Button onClick={() => onStage('show', board.id)}>{t('boardEditor.show')}</Button>
              <WallMenu />
              <Button disabled={isBlocked || isGone} onClick={() => onEdit(board, data)}>
                {t('boards.act.edit')}
              </Button>
              <Button disabled={isBlocked} onClick={() => void acts.duplicate(board, data).then(onMade)}>
                {t('boards.act.duplicate')}
              </Button>
              <Button
                disabled={whyNotExport !== null}
                title={whyNotExport ?? undefined}
                onClick={() => void acts.exportFile(data)}
              >
                {t('boards.act.export')}
              </Button>
              {fileName === null ? (
                <Button onClick={() => void acts.keepCopy(data).then(onMade)}>{t('boards.act.keep')}</Button>
              ) : isServerAble ? (
                <Button onClick={() => void acts.share(data).then(onMade)}>{t('boards.act.share')}</Button>
              ) : null}
            </>
          )}
          <Button tone="danger" disabled={isBlocked} onClick={() => void acts.remove(board)}>
            {t('boards.act.delete')}
          </Button>
        </div>
      </section>
      {problems.length === 0 ? null : (
        <section className={styles['section']} aria-label={t('boards.detail.problems', { count: problems.length })}>
          <h3>{t('boards.detail.problems', { count: problems.length })}</h3>
          <ProblemList problems={problems} />
        </section>
      )}
      {view === null ? null : (
        <EntityOperations entityType="wallboard" id={view.id} title={t('boards.detail.operations')} />
      )}
    </>
  )
}

/** Wall windows, each on the screen that is chosen. They show the board that is open. */
function WallMenu() {
  const { t } = useTranslation()
  const { open } = useWindowActions()
  const walls = open.filter(({ id }) => id.startsWith('new-wall'))
  return <MenuButton label={t('boardEditor.onWall')} sections={() => [{ title: t('windows.open'), entries: walls }]} />
}

/** A file that is gone or cannot be read, or a document that cannot be shown at all. */
function Trouble({ board, acts }: { board: Board; acts: WallboardActs }) {
  const { t } = useTranslation()
  const { data, problems, isGone } = board
  if (!isGone && problems.length === 0) return null
  if (data === null) return <Notice tone="medium">{t('boards.detail.noneText')}</Notice>
  const again = <Button onClick={() => void acts.saveAgain(board, data)}>{t('boards.act.saveAgain')}</Button>
  return (
    <Notice tone="medium" action={again}>
      {t(isGone ? 'boards.detail.goneText' : 'boards.detail.faultyText')}
    </Notice>
  )
}

function Pages({ data }: { data: BoardData }) {
  const { t } = useTranslation()
  return (
    <section className={styles['section']} aria-label={t('boards.column.layout')}>
      <div className={styles['pages']}>
        {data.pages.map((page, place) => (
          <figure key={page.id}>
            <LayoutPicture
              board={data}
              place={place}
              label={t('boards.layout', { count: page.widgets.length })}
              isLarge
            />
            {page.title === '' ? null : (
              <figcaption>
                <bdi>{foreignText(page.title)}</bdi>
              </figcaption>
            )}
          </figure>
        ))}
      </div>
    </section>
  )
}
