import { DESKTOP_LANGUAGES } from '#shared/i18n/desktop-languages.ts'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import { REPORT_TEXTS } from '#shared/report/texts.ts'
import { type Fault, faultsOf, leavesOf, type Texts } from './faults.ts'

/** What the main process says and writes, by the folder that holds it, in each language. */
const FOLDERS: Readonly<Record<string, Readonly<Record<SpokenLanguage, Texts>>>> = {
  'src/shared/i18n/desktop': textsBy((language) => flat(DESKTOP_LANGUAGES[language].texts)),
  'src/shared/report/texts': textsBy((language) => REPORT_TEXTS[language]),
}

/** File formats, the product, and the words that German or French shares with English. */
export const SAME_IN_MAIN: readonly string[] = [
  ...['Outpost Console', 'PDF', 'CSV', 'JSON', 'online', 'offline', 'Wallboard', 'Site', 'p50', 'p95', 'p99', 'ID'],
]
/** Units are no words: a value and three letters at most. */
const WORD = /[A-Za-z]{4}/
const VALUE = /\{\{.*?\}\}/g

export interface MainFault extends Fault {
  /** Like `src/shared/report/texts/de.ts`. */
  readonly file: string
}

/** Everything that is wrong with what the main process says in a language. */
export function faultsOfMain(language: SpokenLanguage): readonly MainFault[] {
  return Object.entries(FOLDERS).flatMap(([folder, texts]) =>
    faultsOf({ source: texts.en, translated: texts[language], language, isSame }).map((fault) => ({
      ...fault,
      file: `${folder}/${language}.ts`,
    })),
  )
}

/** All texts of the main process in a language. */
export function mainTexts(language: SpokenLanguage): readonly string[] {
  return Object.values(FOLDERS).flatMap((texts) => [...leavesOf(texts[language]).values()])
}

function isSame(text: string): boolean {
  return SAME_IN_MAIN.includes(text) || !WORD.test(text.replaceAll(VALUE, ''))
}

function textsBy(textsOf: (language: SpokenLanguage) => Texts): Readonly<Record<SpokenLanguage, Texts>> {
  return { en: textsOf('en'), de: textsOf('de'), fr: textsOf('fr'), ja: textsOf('ja'), ar: textsOf('ar') }
}

/** Forms of a counted text are a group there; written as in the window, the same rules hold. */
function flat(texts: object): Texts {
  const keys = [...leavesOf(texts as Texts)].map(([key, text]) => [
    key.replace(/\.(zero|one|two|few|many|other)$/, '_$1'),
    text,
  ])
  return Object.fromEntries(keys) as Texts
}
