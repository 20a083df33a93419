/*
 * The words of reports, for every format. Another language is another table of the same keys.
 */

import type { SpokenLanguage } from '../i18n/languages.ts'
import { AR } from './texts/ar.ts'
import { DE } from './texts/de.ts'
import { EN } from './texts/en.ts'
import { FR } from './texts/fr.ts'
import { JA } from './texts/ja.ts'
import type { ReportTexts } from './texts/report-texts.ts'

export const REPORT_TEXTS: Readonly<Record<SpokenLanguage, ReportTexts>> = { en: EN, de: DE, fr: FR, ja: JA, ar: AR }

/** Fills `{{name}}` in. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? '')
}
