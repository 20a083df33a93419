import type { EN } from './en.ts'

type Wide<T> = T extends string ? string : { readonly [K in keyof T]: Wide<T[K]> }

/** The words of a report in any language: the keys of the English ones. */
export type ReportTexts = Wide<typeof EN>
