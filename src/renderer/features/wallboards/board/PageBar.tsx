import { ArrowLeft, ArrowRight, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type BoardPage, MAX_BOARD_PAGES } from '#shared/board/document.ts'
import { freshId } from '../../../app/time.ts'
import { Button, IconButton } from '../../../components/Button.tsx'
import { FilterSelect } from '../../../components/Field.tsx'
import { TextInput } from '../../../components/TextInput.tsx'
import { foreignText } from '../../../i18n/foreign-text.ts'
import { formatNumber } from '../../../i18n/format.ts'
import styles from './Editor.module.css'
import type { BoardEdit } from './use-board-editor.ts'

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const
const MAX_TITLE = 200

interface PageBarProps {
  readonly edit: BoardEdit
  readonly page: BoardPage
  readonly isBlocked: boolean
  readonly onShow: (id: string) => void
}

/** The pages of a board: chosen, named, put in order, added and removed. */
export function PageBar({ edit, page, isBlocked, onShow }: PageBarProps) {
  const { t } = useTranslation()
  const { pages } = edit.board
  const at = pages.indexOf(page)
  const names = pages.map(({ id, title }, index) => {
    const number = formatNumber(index + 1)
    const label = title === '' ? t('boardEditor.pageNumber', { number }) : `${number} · ${foreignText(title)}`
    return { value: id, label }
  })
  const add = (): void => {
    const id = freshId('pag')
    if (edit.step({ kind: 'page-add', page: { id, title: '', widgets: [] } }) !== null) onShow(id)
  }
  const remove = (): void => {
    const next = pages[at + 1] ?? pages[at - 1]
    if (edit.step({ kind: 'page-remove', id: page.id }) !== null && next !== undefined) onShow(next.id)
  }
  return (
    <div className={styles['pageBar']}>
      <FilterSelect
        label={t('boardEditor.page')}
        value={page.id}
        options={names}
        onChange={(event) => onShow(event.target.value)}
      />
      <TextInput
        aria-label={t('boardEditor.pageTitle')}
        placeholder={t('boardEditor.pageTitle')}
        maxLength={MAX_TITLE}
        disabled={isBlocked}
        value={page.title}
        onChange={(event) => edit.step({ kind: 'page-title', id: page.id, title: event.target.value })}
      />
      <IconButton
        label={t('boardEditor.pageBefore')}
        icon={<ArrowLeft {...ICON} />}
        aria-disabled={isBlocked || at === 0 || undefined}
        onClick={() => edit.step({ kind: 'page-move', id: page.id, by: -1 })}
      />
      <IconButton
        label={t('boardEditor.pageAfter')}
        icon={<ArrowRight {...ICON} />}
        aria-disabled={isBlocked || at === pages.length - 1 || undefined}
        onClick={() => edit.step({ kind: 'page-move', id: page.id, by: 1 })}
      />
      <IconButton
        label={t('boardEditor.pageRemove')}
        icon={<Trash2 {...ICON} />}
        aria-disabled={isBlocked || pages.length === 1 || undefined}
        onClick={remove}
      />
      <Button icon={<Plus {...ICON} />} disabled={isBlocked || pages.length >= MAX_BOARD_PAGES} onClick={add}>
        {t('boardEditor.pageAdd')}
      </Button>
    </div>
  )
}
