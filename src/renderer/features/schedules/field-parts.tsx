import type { ReactNode } from 'react'
import { problemInWords } from '../../app/field-problems.ts'
import { MarkWords } from '../../app/MarkWords.tsx'
import { markOfField } from '../../app/marks.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './Schedules.module.css'
import type { ScheduleRow, ScheduleValues } from './schedule-row.ts'
import type { Groups } from './use-clashes.ts'
import type { ScheduleEditor, ScheduleProblem } from './use-schedule-editor.ts'

export interface FieldsProps {
  /** Null: it is new. */
  readonly row: ScheduleRow | null
  readonly editor: ScheduleEditor
  readonly groups: Groups
  readonly isBlocked: boolean
  /** Problems are shown. */
  readonly hasTried: boolean
}

type Field = keyof ScheduleValues

/** What every field of the form shares: its value, its mark, and why it is not possible. */
export function fieldProps(t: Translate, { row, editor, isBlocked, hasTried }: FieldsProps, field: Field) {
  const mark = row === null ? null : markOfField(row.view, field)
  return {
    disabled: isBlocked,
    error: hasTried ? problemWords(t, editor.problems[field]) : undefined,
    isPending: mark !== null,
    mark: mark === null ? undefined : <FieldMark row={row} fields={[field]} />,
  }
}

export function FieldMark({ row, fields }: { row: ScheduleRow | null; fields: readonly Field[] }) {
  const mark = row === null ? null : fields.map((field) => markOfField(row.view, field)).find((one) => one !== null)
  return mark == null ? null : (
    <span className={styles['fieldMark']}>
      <MarkWords mark={mark} isDeleting={false} />
    </span>
  )
}

export function problemWords(t: Translate, problem: ScheduleProblem | undefined): string | undefined {
  if (problem === undefined) return undefined
  switch (problem.kind) {
    case 'required':
    case 'other':
    case 'tooLong':
    case 'tooMany':
      return problemInWords(t, problem)
    default:
      return t(`schedules.invalid.${problem.kind}`)
  }
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['section']} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
