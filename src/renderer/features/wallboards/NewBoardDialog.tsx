import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardData } from '#shared/board/document.ts'
import { wallboardDataSchema } from '#shared/board/document-schema.ts'
import { BOARD_TEMPLATES, type BoardTemplate, boardFrom } from '#shared/board/templates.ts'
import { problemInWords, problemsOf } from '../../app/field-problems.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, TextField } from '../../components/Field.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { LayoutPicture } from './LayoutPicture.tsx'
import { newPartId, type WallboardActs } from './use-wallboard-acts.ts'
import styles from './Wallboards.module.css'

interface NewBoardDialogProps {
  readonly acts: WallboardActs
  /** False: the server keeps none, so it is for this PC. */
  readonly isServerAble: boolean
  /** Read from a file: taken in as it is. Null: a new one. */
  readonly read: { readonly fileName: string; readonly board: BoardData } | null
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

/** Asks what a new board is called, what it begins with, and where it is kept. */
export function NewBoardDialog({ acts, isServerAble, read, onClose, onCreated }: NewBoardDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(read?.board.name ?? '')
  const [template, setTemplate] = useState<BoardTemplate>('overview')
  const [isLocal, setLocal] = useState(!isServerAble)
  // Problems are shown after the first try, not while somebody is still typing.
  const [hasTried, setTried] = useState(false)
  const result = wallboardDataSchema.shape.name.safeParse(name)
  const problem = result.success ? undefined : problemsOf(result.error.issues)['undefined']
  const [begun, setBegun] = useState(() => boardFrom(template, '', newPartId))
  const board = read?.board ?? begun

  async function submit(): Promise<void> {
    setTried(true)
    if (!result.success || acts.isQueueing) return
    const id = await acts.create({ ...board, name: result.data }, isLocal)
    if (id === null) return
    onClose()
    onCreated(id)
  }
  const choose = (next: BoardTemplate): void => {
    setTemplate(next)
    setBegun(boardFrom(next, '', newPartId))
  }
  return (
    <Dialog
      title={read === null ? t('boards.new') : t('boards.imported.title')}
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={acts.isQueueing}>
            {read === null ? t('boards.create') : t('boards.imported.submit')}
          </Button>
        </>
      }
    >
      <p className={styles['muted']}>
        {read === null ? null : t('boards.imported.read', { file: inSentence(read.fileName) })}{' '}
        {isLocal ? t('boards.createLocalHelp') : t('boards.createHelp')}
      </p>
      <TextField
        autoFocus
        label={t('field.name')}
        value={name}
        autoComplete="off"
        error={hasTried ? problemInWords(t, problem) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      {read === null ? (
        <SelectField
          label={t('boards.template')}
          value={template}
          options={BOARD_TEMPLATES.map((value) => ({ value, label: t(`boards.templates.${value}`) }))}
          onChange={(event) => choose(event.target.value as BoardTemplate)}
        />
      ) : null}
      <SelectField
        label={t('boards.keepWhere')}
        value={isLocal ? 'local' : 'server'}
        disabled={!isServerAble}
        options={[
          { value: 'server', label: t('boards.keepServer') },
          { value: 'local', label: t('boards.keepLocal') },
        ]}
        help={isServerAble ? undefined : t('boards.serverKnowsNone')}
        onChange={(event) => setLocal(event.target.value === 'local')}
      />
      <LayoutPicture board={board} label={t('boards.layout', { count: board.pages[0]?.widgets.length ?? 0 })} isLarge />
    </Dialog>
  )
}
