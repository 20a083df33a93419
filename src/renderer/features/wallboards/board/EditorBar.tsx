import { Eye, Redo2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LeaveConfirm } from '../../../app/LeaveConfirm.tsx'
import { Button, IconButton } from '../../../components/Button.tsx'
import { foreignText, inSentence } from '../../../i18n/foreign-text.ts'
import styles from './Editor.module.css'
import type { BoardEdit } from './use-board-editor.ts'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

interface EditorBarProps {
  readonly edit: BoardEdit
  readonly isBlocked: boolean
  readonly isPreview: boolean
  readonly onPreview: () => void
  readonly onSave: () => void
  readonly onClose: () => void
}

export function EditorBar({ edit, isBlocked, isPreview, onPreview, onSave, onClose }: EditorBarProps) {
  const { t } = useTranslation()
  const isNameless = edit.board.name.trim() === ''
  const cannotSave = !edit.isDirty || edit.isTooLarge || edit.isSaving || isNameless || isBlocked
  return (
    <header className={styles['head']}>
      <h1 className={styles['boardName']}>
        <bdi>{foreignText(edit.board.name)}</bdi>
      </h1>
      <span role="status" className={styles['muted']}>
        {edit.isDirty ? t('boardEditor.unsaved') : null}
      </span>
      <span className={styles['gap']} />
      <IconButton
        label={t('boardEditor.undo')}
        icon={<Undo2 {...ICON} />}
        aria-disabled={!edit.canUndo || undefined}
        onClick={edit.undo}
      />
      <IconButton
        label={t('boardEditor.redo')}
        icon={<Redo2 {...ICON} />}
        aria-disabled={!edit.canRedo || undefined}
        onClick={edit.redo}
      />
      <Button icon={<Eye {...ICON} />} aria-pressed={isPreview} onClick={onPreview}>
        {t('boardEditor.preview')}
      </Button>
      <Button tone="primary" disabled={cannotSave} onClick={onSave}>
        {t('boardEditor.save')}
      </Button>
      <Button onClick={onClose}>{t('boardEditor.close')}</Button>
    </header>
  )
}

interface LeaveQuestionProps {
  readonly name: string
  readonly onLeave: () => void
  readonly onReset: () => void
  readonly onClose: () => void
}

export function LeaveQuestion({ name, onLeave, onReset, onClose }: LeaveQuestionProps) {
  const { t } = useTranslation()
  return (
    <LeaveConfirm
      title={t('boardEditor.leaveTitle')}
      confirm={t('boardEditor.leave')}
      cancel={t('boardEditor.stay')}
      text={t('boardEditor.leaveText', { name: inSentence(name) })}
      onLeave={() => {
        onReset()
        onLeave()
      }}
      onClose={onClose}
    />
  )
}
