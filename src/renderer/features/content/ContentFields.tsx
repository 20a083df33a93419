import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { problemInWords } from '../../app/field-problems.ts'
import { MarkWords } from '../../app/MarkWords.tsx'
import { markOfField } from '../../app/marks.ts'
import { TextField } from '../../components/Field.tsx'
import styles from './Content.module.css'
import type { ContentRow } from './content-row.ts'
import type { Folder } from './folders.ts'
import type { ContentForm, FormField } from './use-content-form.ts'

interface ContentFieldsProps {
  readonly row: ContentRow
  readonly form: ContentForm
  readonly folders: readonly Folder[]
  readonly isBlocked: boolean
}

/** What an operator may change of a piece of content. */
export function ContentFields({ row, form, folders, isBlocked }: ContentFieldsProps) {
  const { t } = useTranslation()
  const listId = useId()
  /** Why it is not possible, where that is not plain from the field's limits. */
  const wrong = {
    folder: t('content.folderWrong'),
    url: t('content.web.wrong'),
    durationSeconds: t('content.durationWrong'),
  }
  const shared = (field: FormField) => {
    const problem = form.problems[field]
    const mark = markOfField(row.view, field)
    const own = field in wrong ? wrong[field as keyof typeof wrong] : problemInWords(t, problem)
    return {
      label: t(`field.${field}`),
      value: form.textOf(field),
      disabled: isBlocked,
      autoComplete: 'off',
      error: problem === undefined ? undefined : own,
      isPending: mark !== null,
      mark:
        mark === null ? null : (
          <span className={styles['fieldMark']}>
            <MarkWords mark={mark} isDeleting={false} />
          </span>
        ),
      onChange: (event: { target: { value: string } }) => form.type(field, event.target.value),
    }
  }
  return (
    <section className={styles['section']} aria-label={t('content.detail.about')}>
      <TextField {...shared('name')} data-first />
      {row.kind === 'web' ? <TextField {...shared('url')} inputMode="url" spellCheck={false} /> : null}
      <TextField {...shared('folder')} list={listId} help={t('content.folderHelp')} />
      <datalist id={listId}>
        {folders.map(({ path }) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      <TextField {...shared('tags')} help={t('devices.detail.tagsHelp')} />
      <TextField {...shared('durationSeconds')} inputMode="numeric" />
    </section>
  )
}
