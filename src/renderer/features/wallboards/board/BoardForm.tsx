import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BoardData, MAX_GRID_SIDE, MAX_ROTATE_SECONDS, MIN_ROTATE_SECONDS } from '#shared/board/document.ts'
import { Checkbox, TextAreaField, TextField } from '../../../components/Field.tsx'
import type { BoardFields } from './board-draft.ts'
import styles from './Editor.module.css'
import { TypedNumber } from './TypedNumber.tsx'
import type { BoardEdit } from './use-board-editor.ts'

const MAX_NAME = 200
const MAX_DESCRIPTION = 2_000
const DEFAULT_ROTATE_SECONDS = 20

/** What can be said about the board as a whole, while no widget is chosen. */
export function BoardForm({ edit, isBlocked }: { edit: BoardEdit; isBlocked: boolean }) {
  const { t } = useTranslation()
  const { name, description, columns, rows, rotateSeconds } = edit.board
  const [hasNoRoom, setNoRoom] = useState(false)
  const set = (fields: Partial<BoardFields>): void => void edit.step({ kind: 'board', fields })
  const regrid = (grid: Partial<Pick<BoardData, 'columns' | 'rows'>>): void => {
    setNoRoom(edit.step({ kind: 'grid', columns, rows, ...grid }) === null)
  }
  const whole = { isWhole: true, isDisabled: isBlocked }
  return (
    <section aria-label={t('boardEditor.boardForm')} className={styles['form']}>
      <h2 className={styles['formTitle']}>{t('boardEditor.boardForm')}</h2>
      <TextField
        label={t('boardEditor.boardName')}
        data-first
        disabled={isBlocked}
        maxLength={MAX_NAME}
        error={name.trim() === '' ? t('boardEditor.nameNeeded') : undefined}
        value={name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextAreaField
        label={t('boardEditor.description')}
        disabled={isBlocked}
        maxLength={MAX_DESCRIPTION}
        rows={2}
        value={description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <div className={styles['pairs']}>
        <TypedNumber
          {...whole}
          label={t('boardEditor.columns')}
          value={columns}
          least={1}
          most={MAX_GRID_SIDE}
          onChange={(value) => value !== null && regrid({ columns: value })}
        />
        <TypedNumber
          {...whole}
          label={t('boardEditor.rows')}
          value={rows}
          least={1}
          most={MAX_GRID_SIDE}
          onChange={(value) => value !== null && regrid({ rows: value })}
        />
      </div>
      <p role="status" className={styles['muted']}>
        {hasNoRoom ? t('boardEditor.gridTooSmall') : null}
      </p>
      <Checkbox
        label={t('boardEditor.rotate')}
        disabled={isBlocked}
        checked={rotateSeconds !== null}
        onChange={(event) => set({ rotateSeconds: event.target.checked ? DEFAULT_ROTATE_SECONDS : null })}
      />
      {rotateSeconds === null ? null : (
        <TypedNumber
          {...whole}
          label={t('boardEditor.rotateSeconds')}
          value={rotateSeconds}
          least={MIN_ROTATE_SECONDS}
          most={MAX_ROTATE_SECONDS}
          onChange={(value) => value !== null && set({ rotateSeconds: value })}
        />
      )}
    </section>
  )
}
