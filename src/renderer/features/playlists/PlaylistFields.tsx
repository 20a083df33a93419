import { useTranslation } from 'react-i18next'
import { problemInWords } from '../../app/field-problems.ts'
import { MarkWords } from '../../app/MarkWords.tsx'
import { markOfField } from '../../app/marks.ts'
import { TextAreaField, TextField } from '../../components/Field.tsx'
import styles from './Playlists.module.css'
import type { PlaylistRow } from './playlist-row.ts'
import type { PlaylistEditor } from './use-playlist-editor.ts'

interface PlaylistFieldsProps {
  readonly row: PlaylistRow
  readonly editor: PlaylistEditor
  readonly isBlocked: boolean
}

/** What a playlist is called, and what it is for. */
export function PlaylistFields({ row, editor, isBlocked }: PlaylistFieldsProps) {
  const { t } = useTranslation()
  const { values, problems, step } = editor
  const shared = (field: 'name' | 'description') => ({
    label: t(`field.${field}`),
    value: values[field],
    disabled: isBlocked,
    error: problemInWords(t, problems[field]),
    mark: <FieldMark row={row} field={field} />,
    isPending: markOfField(row.view, field) !== null,
    onChange: (event: { target: { value: string } }) => step({ kind: field, text: event.target.value }),
  })
  return (
    <section className={styles['section']} aria-label={t('playlists.detail.about')}>
      <TextField {...shared('name')} autoComplete="off" />
      <TextAreaField {...shared('description')} rows={2} />
    </section>
  )
}

export function FieldMark({ row, field }: { row: PlaylistRow; field: string }) {
  const mark = markOfField(row.view, field)
  return mark === null ? null : (
    <span className={styles['fieldMark']}>
      <MarkWords mark={mark} isDeleting={false} />
    </span>
  )
}
