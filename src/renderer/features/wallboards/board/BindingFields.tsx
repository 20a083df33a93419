import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Binding,
  DEFAULT_BUFFER_SIZE,
  DEFAULT_DEBOUNCE_MS,
  MAX_BUFFER_SIZE,
  MAX_DEBOUNCE_MS,
} from '#shared/board/document.ts'
import { STREAM_TOPICS, TRANSFORMS } from '#shared/board/names.ts'
import { Button } from '../../../components/Button.tsx'
import { SelectField, TextField } from '../../../components/Field.tsx'
import { BindingDialog } from './BindingDialog.tsx'
import styles from './Editor.module.css'
import { LiveValue } from './LiveValue.tsx'
import { TypedNumber } from './TypedNumber.tsx'
import type { WidgetInput } from './widget-catalogue.ts'

interface BindingFieldsProps {
  readonly input: WidgetInput
  readonly binding: Binding | undefined
  readonly isDisabled: boolean
  /** Undefined takes it away. */
  readonly onChange: (binding: Binding | undefined) => void
}

/** What one input of a widget follows, its value now, and how it is written. */
export function BindingFields({ input, binding, isDisabled, onChange }: BindingFieldsProps) {
  const { t } = useTranslation()
  const [isChoosing, setChoosing] = useState(false)
  const label = t(`boardEditor.inputs.${input.name}`)
  return (
    <fieldset className={styles['binding']}>
      <legend>{label}</legend>
      {binding === undefined ? (
        <p className={styles['muted']}>{t('boardEditor.followsNothing')}</p>
      ) : (
        <>
          <code className={styles['bind']}>{binding.$bind}</code>
          <LiveValue binding={binding} />
        </>
      )}
      <div className={styles['bar']}>
        <Button disabled={isDisabled} onClick={() => setChoosing(true)}>
          {t('boardEditor.choose')}
          <span className="visually-hidden"> {label}</span>
        </Button>
        {binding === undefined ? null : (
          <Button tone="quiet" disabled={isDisabled} onClick={() => onChange(undefined)}>
            {t('boardEditor.unbind')}
            <span className="visually-hidden"> {label}</span>
          </Button>
        )}
      </div>
      {binding === undefined ? null : <HowWritten binding={binding} isDisabled={isDisabled} onChange={onChange} />}
      {isChoosing ? (
        <BindingDialog
          label={label}
          binding={binding ?? input.initial ?? { $bind: 'devices.total', $source: 'replica' }}
          onChoose={onChange}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </fieldset>
  )
}

/** Transforms that need nothing told, and those of a currency with the most usual ones. */
const WRITTEN: readonly string[] = [
  ...TRANSFORMS.filter((name) => name !== 'currency'),
  ...['number:1', 'number:2', 'percent:1', 'currency:EUR', 'currency:USD', 'currency:JPY'],
]

function HowWritten({
  binding,
  isDisabled,
  onChange,
}: Omit<BindingFieldsProps, 'input'> & { readonly binding: Binding }) {
  const { t } = useTranslation()
  const {
    $transform = '',
    $fallback,
    $debounce = DEFAULT_DEBOUNCE_MS,
    $bufferSize = DEFAULT_BUFFER_SIZE,
    $channel = '',
  } = binding
  const known = WRITTEN.includes($transform) || $transform === '' ? WRITTEN : [...WRITTEN, $transform]
  return (
    <details>
      <summary>{t('boardEditor.howWritten')}</summary>
      <div className={styles['fields']}>
        <SelectField
          label={t('boardEditor.transform')}
          disabled={isDisabled}
          value={$transform}
          options={[
            { value: '', label: t('boardEditor.asItIs') },
            ...known.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(event) => onChange(withField(binding, '$transform', event.target.value))}
        />
        <TextField
          label={t('boardEditor.fallback')}
          disabled={isDisabled}
          maxLength={200}
          value={typeof $fallback === 'string' ? $fallback : ''}
          onChange={(event) => onChange(withField(binding, '$fallback', event.target.value))}
        />
        {binding.$source === 'realtime_stream' ? (
          <SelectField
            label={t('boardEditor.channel')}
            disabled={isDisabled}
            value={$channel}
            options={[
              { value: '', label: t('boardEditor.allChannels') },
              ...STREAM_TOPICS.map((topic) => ({ value: topic, label: topic })),
            ]}
            onChange={(event) => onChange(withField(binding, '$channel', event.target.value))}
          />
        ) : null}
        <TypedNumber
          label={t('boardEditor.debounce')}
          value={$debounce}
          least={0}
          most={MAX_DEBOUNCE_MS}
          isWhole
          isDisabled={isDisabled}
          onChange={(value) => onChange({ ...binding, $debounce: value ?? DEFAULT_DEBOUNCE_MS })}
        />
        <TypedNumber
          label={t('boardEditor.buffer')}
          value={$bufferSize}
          least={1}
          most={MAX_BUFFER_SIZE}
          isWhole
          isDisabled={isDisabled}
          onChange={(value) => onChange({ ...binding, $bufferSize: value ?? DEFAULT_BUFFER_SIZE })}
        />
      </div>
    </details>
  )
}

/** What is empty is not written into the document. */
function withField(binding: Binding, name: '$transform' | '$fallback' | '$channel', value: string): Binding {
  const { [name]: _before, ...rest } = binding
  return value === '' ? rest : { ...rest, [name]: value }
}
