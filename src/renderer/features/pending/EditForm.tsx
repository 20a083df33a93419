import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { useToasts } from '../../app/context.tsx'
import { problemInWords } from '../../app/field-problems.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useOperationActions } from '../../app/hooks/queue.ts'
import { useKeptDraft } from '../../app/kept.ts'
import { Button } from '../../components/Button.tsx'
import { Checkbox, SelectField, TextField } from '../../components/Field.tsx'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence, fieldInWords } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { checkDraft, type DraftField, type DraftProblem, draftOf, isChanged } from './edit-draft.ts'
import styles from './OperationPanel.module.css'

/** What the queue said about the last try: at a field, or about the whole. */
interface Refusal {
  readonly field: string | null
  readonly text: string
}

interface EditFormProps {
  readonly operation: OperationView
  readonly onClose: () => void
}

/** The values of a refused change, to be corrected and sent again. Esc gives up; what is left without that is kept. */
export function EditForm({ operation, onClose: close }: EditFormProps) {
  const { t } = useTranslation()
  const [original] = useState(() => draftOf(operation))
  const [draft, setDraft, drop] = useKeptDraft(`edit/${operation.key}`, original)
  // Problems are shown after the first try, not while somebody is still typing.
  const [hasTried, setTried] = useState(false)
  const onClose = (): void => {
    drop()
    close()
  }
  const { refusal, isSending, send, forget } = useSending(operation.key, onClose)
  const { fields, problems } = checkDraft(operation, draft)

  function submit(event: FormEvent): void {
    event.preventDefault()
    setTried(true)
    if (!isChanged(original, draft)) forget({ field: null, text: t('pending.edit.unchanged') })
    else if (fields !== null) void send(fields)
  }
  function set(name: string, typed: string): void {
    forget(null)
    setDraft(draft.map((field) => (field.name === name ? { ...field, typed } : field)))
  }
  const giveUp = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  const errorOf = (name: string): string | undefined =>
    refusal?.field === name ? refusal.text : hasTried ? inWords(t, problems[name]) : undefined

  return (
    <form className={styles['edit']} onSubmit={submit} onKeyDown={giveUp} noValidate>
      <h3>{t('pending.edit.title')}</h3>
      {draft.map((field, index) => (
        <FieldEditor
          key={field.name}
          field={field}
          error={errorOf(field.name)}
          isFirst={index === 0}
          onChange={(typed) => set(field.name, typed)}
        />
      ))}
      {refusal === null || draft.some(({ name }) => name === refusal.field) ? null : (
        <p role="alert" className={styles['problem']}>
          {refusal.text}
        </p>
      )}
      <div className={styles['editButtons']}>
        <Button tone="primary" isSubmit disabled={isSending}>
          {t('pending.edit.submit')}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  )
}

function inWords(t: Translate, problem: DraftProblem | undefined): string | undefined {
  return typeof problem === 'string' ? t(`pending.edit.${problem}`) : problemInWords(t, problem)
}

/** Sends the corrected values; closes when they are queued. */
function useSending(key: string, onDone: () => void) {
  const { t } = useTranslation()
  const actions = useOperationActions()
  const addToast = useToasts((state) => state.add)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [isSending, setSending] = useState(false)

  async function send(fields: Parameters<typeof actions.edit>[1]): Promise<void> {
    setSending(true)
    try {
      const [outcome] = await actions.edit(key, fields)
      if (outcome?.ok === true) {
        addToast({ text: (t) => t('pending.done.edited', { count: 1 }) })
        onDone()
      } else setRefusal({ field: null, text: t('pending.done.failed', { reason: outcome?.message ?? '' }) })
    } catch (error) {
      const failure = toRequestError(error)
      const [field = null] = failure.field?.split('.') ?? []
      setRefusal({ field, text: errorSentence(t, failure) })
    }
    setSending(false)
  }

  return { refusal, isSending, send, forget: setRefusal }
}

interface FieldEditorProps {
  readonly field: DraftField
  readonly error: string | undefined
  readonly isFirst: boolean
  readonly onChange: (typed: string) => void
}

function FieldEditor({ field, error, isFirst, onChange }: FieldEditorProps) {
  const { t } = useTranslation()
  const { options } = usePlaylistNames()
  const { name, kind, typed } = field
  const label = fieldInWords(t, name)
  if (kind === 'flag') {
    return (
      <Checkbox
        label={label}
        autoFocus={isFirst}
        checked={typed === 'true'}
        onChange={(event) => onChange(String(event.target.checked))}
      />
    )
  }
  if (kind === 'playlist') {
    const isKnown = typed === '' || options.some((option) => option.value === typed)
    const unknown = isKnown ? [] : [{ value: typed, label: typed }]
    return (
      <SelectField
        label={label}
        error={error}
        autoFocus={isFirst}
        value={typed}
        onChange={(event) => onChange(event.target.value)}
        options={[{ value: '', label: t('devices.detail.noPlaylist') }, ...unknown, ...options]}
      />
    )
  }
  const help = kind === 'list' || kind === 'json' ? t(`pending.edit.${kind}`) : undefined
  return (
    <TextField
      label={label}
      help={help}
      error={error}
      autoFocus={isFirst}
      autoComplete="off"
      inputMode={kind === 'number' ? 'decimal' : undefined}
      value={typed}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
