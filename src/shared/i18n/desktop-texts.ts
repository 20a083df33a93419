/*
 * What the main process says outside of the windows: in the desktop's panel, in its notifications, in the menu, in the dialogs of
 * the system. Another language is another table of the same keys. Values are filled in between double braces.
 */

import type { EN } from './desktop/en.ts'

/** A text for each way a language counts; `other` where it has none of its own. */
type Forms = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string }

type Wide<T> = T extends string
  ? string
  : T extends { readonly other: string }
    ? Forms
    : { readonly [K in keyof T]: Wide<T[K]> }
export type DesktopTexts = Wide<typeof EN>

export interface DesktopLanguage {
  /** As the language is named: `en`, `de` … */
  readonly name: string
  readonly texts: DesktopTexts
  /** What becomes of a number: `one`, `other`, … */
  readonly formOf: (count: number) => Intl.LDMLPluralRule
  readonly direction: 'ltr' | 'rtl'
}

export function desktopLanguage(name: string, texts: DesktopTexts): DesktopLanguage {
  const rules = new Intl.PluralRules(name)
  return { name, texts, formOf: (count) => rules.select(count), direction: name === 'ar' ? 'rtl' : 'ltr' }
}

export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole)
}

/** A counted text; empty for none. */
export function counted({ formOf }: DesktopLanguage, forms: Forms, count: number): string {
  return count === 0 ? '' : filled(forms[formOf(count)] ?? forms.other, { count: String(count) })
}

/** Names one after the other, as the language puts them. */
export function namesInRow({ name }: DesktopLanguage, names: readonly string[]): string {
  return names.join(SEPARATORS[name] ?? ', ')
}

const SEPARATORS: Readonly<Record<string, string>> = { ja: '、', ar: '، ' }
