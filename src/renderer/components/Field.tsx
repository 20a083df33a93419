import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import styles from './Field.module.css'

interface FieldFrameProps {
  readonly label: string
  readonly help?: string | undefined
  readonly error?: string | undefined
  /** A mark beside the label: what is not confirmed, or where the value comes from. */
  readonly mark?: ReactNode
  readonly isPending?: boolean
}

interface FieldIds {
  readonly id: string
  readonly describedBy: string | undefined
}

function useFieldIds(help: string | undefined, error: string | undefined): FieldIds {
  const id = useId()
  return { id, describedBy: help === undefined && error === undefined ? undefined : `${id}-text` }
}

function FieldFrame({
  label,
  help,
  error,
  mark,
  ids,
  children,
}: FieldFrameProps & { ids: FieldIds; children: ReactNode }) {
  const text = error ?? help
  return (
    <div className={styles['field']}>
      <div className={styles['top']}>
        <label htmlFor={ids.id} className={styles['label']}>
          {label}
        </label>
        {mark}
      </div>
      {children}
      {text === undefined ? null : (
        <p id={ids.describedBy} className={classes(styles['help'], error !== undefined && styles['error'])}>
          {text}
        </p>
      )}
    </div>
  )
}

type TextFieldProps = FieldFrameProps & Omit<ComponentProps<'input'>, 'id'>

export function TextField({ label, help, error, mark, isPending = false, className, ...input }: TextFieldProps) {
  const ids = useFieldIds(help, error)
  return (
    <FieldFrame label={label} help={help} error={error} mark={mark} ids={ids}>
      <input
        {...input}
        id={ids.id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={ids.describedBy}
        className={classes(styles['control'], isPending && styles['pending'], className)}
      />
    </FieldFrame>
  )
}

type TextAreaFieldProps = FieldFrameProps & Omit<ComponentProps<'textarea'>, 'id'>

/** Several lines of text. */
export function TextAreaField({ label, help, error, mark, isPending = false, className, ...area }: TextAreaFieldProps) {
  const ids = useFieldIds(help, error)
  return (
    <FieldFrame label={label} help={help} error={error} mark={mark} ids={ids}>
      <textarea
        {...area}
        id={ids.id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={ids.describedBy}
        className={classes(styles['control'], styles['area'], isPending && styles['pending'], className)}
      />
    </FieldFrame>
  )
}

export interface SelectOption {
  readonly value: string
  readonly label: string
}

type SelectFieldProps = FieldFrameProps &
  Omit<ComponentProps<'select'>, 'id'> & { readonly options: readonly SelectOption[] }

export function SelectField({ label, help, error, mark, isPending = false, options, ...select }: SelectFieldProps) {
  const ids = useFieldIds(help, error)
  return (
    <FieldFrame label={label} help={help} error={error} mark={mark} ids={ids}>
      <select
        {...select}
        id={ids.id}
        aria-describedby={ids.describedBy}
        className={classes(styles['control'], styles['select'], isPending && styles['pending'])}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

interface FilterSelectProps extends Omit<ComponentProps<'select'>, 'id'> {
  readonly label: string
  readonly options: readonly SelectOption[]
}

/** A choice in a bar, with its name read out and not drawn. */
export function FilterSelect({ label, options, className, ...select }: FilterSelectProps) {
  return (
    <select
      {...select}
      aria-label={label}
      className={classes(styles['control'], styles['select'], styles['bar'], className)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: string
  /** Only read out, not drawn. */
  readonly isLabelHidden?: boolean
  readonly isMixed?: boolean
}

/** The mixed state exists only as a property. */
function setMixed(element: HTMLInputElement | null): void {
  if (element !== null) element.indeterminate = true
}

function setPlain(element: HTMLInputElement | null): void {
  if (element !== null) element.indeterminate = false
}

export function Checkbox({ label, isLabelHidden = false, isMixed = false, className, ...input }: CheckboxProps) {
  const shared = {
    ...input,
    type: 'checkbox',
    className: styles['checkbox'],
    ref: isMixed ? setMixed : setPlain,
  }
  if (isLabelHidden) return <input {...shared} aria-label={label} />
  return (
    <label className={classes(styles['check'], className)}>
      <input {...shared} />
      {label}
    </label>
  )
}
