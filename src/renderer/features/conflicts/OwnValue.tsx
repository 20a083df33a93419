import { useTranslation } from 'react-i18next'
import type { ConflictField } from '#shared/domain/conflict-desk.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { kindOf } from '../../app/typed-values.ts'
import { Button } from '../../components/Button.tsx'
import { Checkbox, SelectField, TextAreaField, TextField } from '../../components/Field.tsx'
import type { Translate } from '../../i18n/setup.ts'
import { fieldInWords } from '../../i18n/words.ts'
import styles from './FieldTable.module.css'
import { type Decision, retyped, type TypedChoice } from './use-decision.ts'

const JSON_ROWS = 8

interface OwnValueProps {
  readonly row: ConflictField
  readonly own: TypedChoice
  readonly decision: Decision
}

/** A value of one's own: typed as its kind asks, or as JSON, which any value can be. */
export function OwnValue({ row, own, decision }: OwnValueProps) {
  const { t } = useTranslation()
  const { field, mine } = row
  const isAlwaysJson = kindOf(field, mine) === 'json'
  return (
    <div className={styles['own']}>
      {own.isJson ? (
        <JsonValue row={row} own={own} decision={decision} />
      ) : (
        <KindValue row={row} own={own} decision={decision} />
      )}
      {isAlwaysJson ? null : (
        <Button tone="quiet" aria-pressed={own.isJson} onClick={() => decision.choose(field, retyped(row, own))}>
          {t('conflicts.field.asJson')}
        </Button>
      )}
    </div>
  )
}

function JsonValue({ row, own, decision }: OwnValueProps) {
  const { t } = useTranslation()
  const { field } = row
  return (
    <TextAreaField
      label={t('conflicts.field.otherLabel', { field: fieldInWords(t, field) })}
      help={t('conflicts.field.json')}
      error={problemOfJson(t, own.typed)}
      autoFocus
      autoComplete="off"
      spellCheck={false}
      rows={Math.min(JSON_ROWS, own.typed.split('\n').length + 1)}
      className={styles['json']}
      value={own.typed}
      onChange={(event) => decision.choose(field, { typed: event.target.value, isJson: true })}
    />
  )
}

/** What is wrong with it as JSON, and where; undefined: nothing. */
function problemOfJson(t: Translate, typed: string): string | undefined {
  try {
    JSON.parse(typed)
    return undefined
  } catch (error) {
    return t('conflicts.field.badJson', { reason: error instanceof Error ? error.message : String(error) })
  }
}

function KindValue({ row, own, decision }: OwnValueProps) {
  const { t } = useTranslation()
  const { options } = usePlaylistNames()
  const { field, mine } = row
  const { typed } = own
  const kind = kindOf(field, mine)
  const label = t('conflicts.field.otherLabel', { field: fieldInWords(t, field) })
  const problem = decision.problems[field]
  const error = problem === undefined ? undefined : t(`pending.edit.${problem}`)
  const set = (value: string) => decision.choose(field, { typed: value, isJson: false })
  if (kind === 'flag') {
    return <Checkbox label={label} checked={typed === 'true'} onChange={(event) => set(String(event.target.checked))} />
  }
  if (kind === 'playlist') {
    const isKnown = typed === '' || options.some(({ value }) => value === typed)
    const unknown = isKnown ? [] : [{ value: typed, label: typed }]
    return (
      <SelectField
        label={label}
        value={typed}
        onChange={(event) => set(event.target.value)}
        options={[{ value: '', label: t('devices.detail.noPlaylist') }, ...unknown, ...options]}
      />
    )
  }
  return (
    <TextField
      label={label}
      help={kind === 'list' ? t('conflicts.field.list') : undefined}
      error={error}
      autoFocus
      autoComplete="off"
      value={typed}
      onChange={(event) => set(event.target.value)}
    />
  )
}
