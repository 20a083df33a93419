import type { z } from 'zod'
import type { Translate } from '../i18n/setup.ts'

/** Why a field's value is not possible. */
export type FieldProblem =
  | { readonly kind: 'required' | 'other' }
  | { readonly kind: 'tooLong' | 'tooMany'; readonly max: number }

/** The first problem of each field, by its name. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): Readonly<Record<string, FieldProblem>> {
  const problems: Record<string, FieldProblem> = {}
  for (const issue of issues) problems[String(issue.path[0])] ??= problemOf(issue)
  return problems
}

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  if (issue.code === 'too_small') return { kind: 'required' }
  if (issue.code === 'too_big')
    return { kind: issue.origin === 'array' ? 'tooMany' : 'tooLong', max: Number(issue.maximum) }
  return { kind: 'other' }
}

export function problemInWords(t: Translate, problem: FieldProblem | undefined): string | undefined {
  if (problem === undefined) return undefined
  if (problem.kind === 'tooLong' || problem.kind === 'tooMany')
    return t(`devices.invalid.${problem.kind}`, { max: problem.max })
  return t(`devices.invalid.${problem.kind}`)
}
