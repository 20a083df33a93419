import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BoardData, MAX_ROTATE_SECONDS, MIN_ROTATE_SECONDS } from '#shared/board/document.ts'
import { wallboardDataSchema } from '#shared/board/document-schema.ts'
import { problemInWords, problemsOf } from '../../app/field-problems.ts'
import type { Board } from '../../app/hooks/boards.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextAreaField, TextField } from '../../components/Field.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { WallboardActs } from './use-wallboard-acts.ts'

const ABOUT = wallboardDataSchema.pick({ name: true, description: true })

interface EditBoardDialogProps {
  readonly board: Board
  readonly data: BoardData
  readonly acts: WallboardActs
  readonly onClose: () => void
}

/** Changes what a board is called and how its pages follow each other. Only what was changed is sent. */
export function EditBoardDialog({ board, data, acts, onClose }: EditBoardDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(data.name)
  const [description, setDescription] = useState(data.description)
  const [rotate, setRotate] = useState(data.rotateSeconds === null ? '' : String(data.rotateSeconds))
  const [hasTried, setTried] = useState(false)
  const about = ABOUT.safeParse({ name, description })
  const problems = about.success ? {} : problemsOf(about.error.issues)
  const rotateSeconds = secondsTyped(rotate)

  async function submit(): Promise<void> {
    setTried(true)
    if (!about.success || rotateSeconds === undefined || acts.isQueueing) return
    const changes = changedFields(data, { ...about.data, rotateSeconds })
    if (Object.keys(changes).length === 0 || (await acts.save(board, data, changes))) onClose()
  }
  return (
    <Dialog
      title={t('boards.edit.title', { name: inSentence(data.name) })}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={acts.isQueueing}>
            {t('boards.edit.save')}
          </Button>
        </>
      }
    >
      <TextField
        autoFocus
        label={t('field.name')}
        value={name}
        autoComplete="off"
        error={hasTried ? problemInWords(t, problems['name']) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <TextAreaField
        label={t('field.description')}
        value={description}
        rows={3}
        error={hasTried ? problemInWords(t, problems['description']) : undefined}
        onChange={(event) => setDescription(event.target.value)}
      />
      <TextField
        label={t('boards.edit.rotate')}
        value={rotate}
        inputMode="numeric"
        autoComplete="off"
        help={t('boards.edit.rotateHelp')}
        error={hasTried && rotateSeconds === undefined ? t('boards.badRotation') : undefined}
        onChange={(event) => setRotate(event.target.value)}
      />
    </Dialog>
  )
}

/** Undefined: it is no time that is possible. Null: nothing was typed. */
function secondsTyped(text: string): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const seconds = Number(trimmed)
  const isPossible = Number.isInteger(seconds) && seconds >= MIN_ROTATE_SECONDS && seconds <= MAX_ROTATE_SECONDS
  return isPossible ? seconds : undefined
}

function changedFields(
  before: BoardData,
  after: Pick<BoardData, 'name' | 'description' | 'rotateSeconds'>,
): Partial<BoardData> {
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => before[field as keyof typeof after] !== value),
  )
}
