import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardValue } from '#shared/board/document.ts'
import { Button } from '../../../components/Button.tsx'
import { Checkbox, SelectField, TextAreaField, TextField } from '../../../components/Field.tsx'
import { formatBytes } from '../../../i18n/format.ts'
import styles from './Editor.module.css'
import { TypedNumber } from './TypedNumber.tsx'
import type { WidgetOption } from './widget-catalogue.ts'

/** As a data address a picture is a third larger, and a board holds 256 KB. */
const MAX_PICTURE_BYTES = 100_000
const PICTURES = 'image/png,image/jpeg,image/gif,image/webp'
const MAX_TEXT = 4_000

interface OptionFieldProps {
  readonly option: WidgetOption
  readonly value: BoardValue | undefined
  readonly isDisabled: boolean
  readonly onChange: (value: BoardValue) => void
}

/** One option of a widget, asked for by what it is. */
export function OptionField({ option: { name, as }, value, isDisabled, onChange }: OptionFieldProps) {
  const { t } = useTranslation()
  const label = t(`boardEditor.options.${name}`)
  const text = typeof value === 'string' ? value : ''
  const given = { label, disabled: isDisabled, maxLength: MAX_TEXT }
  switch (as.kind) {
    case 'switch':
      return (
        <Checkbox
          label={label}
          disabled={isDisabled}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      )
    case 'number':
      return (
        <TypedNumber
          label={label}
          value={typeof value === 'number' ? value : null}
          least={as.least}
          most={as.most}
          isOptional
          isDisabled={isDisabled}
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <SelectField
          label={label}
          disabled={isDisabled}
          value={text}
          options={as.choices.map((choice) => ({ value: choice, label: t(`boardEditor.choices.${choice}`) }))}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'lines':
      return <TextAreaField {...given} rows={4} value={text} onChange={(event) => onChange(event.target.value)} />
    case 'image':
      return <PictureField label={label} value={text} isDisabled={isDisabled} onChange={onChange} />
    case 'zone':
      return (
        <TextField
          {...given}
          help={t('boardEditor.zoneHelp')}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'moment':
      return (
        <TextField {...given} type="datetime-local" value={text} onChange={(event) => onChange(event.target.value)} />
      )
    case 'text':
      return <TextField {...given} value={text} onChange={(event) => onChange(event.target.value)} />
  }
}

interface PictureFieldProps {
  readonly label: string
  readonly value: string
  readonly isDisabled: boolean
  readonly onChange: (value: string) => void
}

/** A picture of this PC that is put into the board itself. */
function PictureField({ label, value, isDisabled, onChange }: PictureFieldProps) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const choose = (file: File | undefined): void => {
    if (file === undefined) return
    if (file.size > MAX_PICTURE_BYTES) {
      const sizes = { size: formatBytes(t, file.size), most: formatBytes(t, MAX_PICTURE_BYTES) }
      return setProblem(t('boardEditor.pictureLarge', sizes))
    }
    const reader = new FileReader()
    reader.addEventListener('load', () => {
      setProblem(undefined)
      if (typeof reader.result === 'string') onChange(reader.result)
    })
    reader.addEventListener('error', () => setProblem(t('boardEditor.pictureUnread')))
    reader.readAsDataURL(file)
  }
  return (
    <div className={styles['picture']}>
      <TextField
        label={label}
        type="file"
        accept={PICTURES}
        disabled={isDisabled}
        error={problem}
        help={t('boardEditor.pictureHelp', { most: formatBytes(t, MAX_PICTURE_BYTES) })}
        onChange={(event) => choose(event.target.files?.[0])}
      />
      {value === '' ? null : (
        <Button disabled={isDisabled} onClick={() => onChange('')}>
          {t('boardEditor.pictureRemove')}
        </Button>
      )}
    </div>
  )
}
