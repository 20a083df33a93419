import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { folderSchema } from '#shared/domain/content-fields.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { SelectField, TextField } from '../../components/Field.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { editsOf } from './content-edits.ts'
import type { ContentRow } from './content-row.ts'
import { folderTyped } from './folders.ts'

const MAX_TAG = 60

interface ValueDialogProps {
  readonly verb: 'tag' | 'untag' | 'move'
  readonly rows: readonly ContentRow[]
  /** Folders or tags that there are, to choose from. */
  readonly known: readonly string[]
  readonly onApply: (value: string) => void
  readonly onClose: () => void
}

/** Asks for the tag or the folder that several pieces are given. An empty folder is the top of the library. */
export function ValueDialog({ verb, rows, known, onApply, onClose }: ValueDialogProps) {
  const { t } = useTranslation()
  const listId = useId()
  const [typed, setTyped] = useState(verb === 'move' ? commonFolder(rows) : '')
  const value = verb === 'move' ? folderTyped(typed) : typed.trim()
  const isWrong = verb === 'move' && !folderSchema.safeParse(value).success
  const isReady = !isWrong && (verb === 'move' || value !== '')
  const count = isReady ? editsOf(rows, { kind: verb, value }).length : rows.length
  const submit = () => {
    if (!isReady) return
    onClose()
    onApply(value)
  }
  return (
    <Dialog
      title={t(`content.bulk.${verb}Title`, { count: rows.length })}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit disabled={!isReady || count === 0}>
            {t('content.bulk.apply', { count })}
          </Button>
        </>
      }
    >
      {verb === 'untag' ? (
        <SelectField
          autoFocus
          label={t('content.bulk.tagLabel')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          options={[
            { value: '', label: t('content.bulk.chooseTag') },
            ...known.map((tag) => ({ value: tag, label: foreignText(tag) })),
          ]}
        />
      ) : (
        <TextField
          autoFocus
          label={t(verb === 'move' ? 'field.folder' : 'content.bulk.tagLabel')}
          help={verb === 'move' ? t('content.folderHelp') : undefined}
          error={isWrong ? t('content.folderWrong') : undefined}
          value={typed}
          {...(verb === 'move' ? {} : { maxLength: MAX_TAG })}
          list={listId}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <datalist id={listId}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </Dialog>
  )
}

/** Where all of them lie; empty: not all in the same place. */
function commonFolder(rows: readonly ContentRow[]): string {
  const [first] = rows
  return first !== undefined && rows.every(({ folder }) => folder === first.folder) ? first.folder : ''
}
