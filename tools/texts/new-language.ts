import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import { filesOf, folderOf } from './all-texts.ts'

const LANGUAGE = /^[a-z]{2,3}$/
const NEXT = `Begun. Next: translate what lies there, then take it up in src/shared/i18n/languages.ts,
src/renderer/i18n/spoken.ts and src/shared/i18n/desktop. docs/languages.md says it step by step.`

/** Copies the English texts, typed as a translation, so that what is missing does not compile. */
export function beginLanguage(language: string): number {
  const folder = folderOf(language)
  if (!LANGUAGE.test(language) || existsSync(folder)) {
    const why = LANGUAGE.test(language) ? 'has texts already' : 'is no language: two or three small letters are meant'
    process.stderr.write(`“${language}” ${why}.\n`)
    return 2
  }
  mkdirSync(folder)
  for (const name of filesOf(SOURCE_LANGUAGE)) {
    const source = readFileSync(join(folderOf(SOURCE_LANGUAGE), name), 'utf8')
    writeFileSync(join(folder, name), asTranslation(source, name))
  }
  const gathered = readFileSync(join(folderOf(SOURCE_LANGUAGE), 'texts.ts'), 'utf8')
  writeFileSync(join(folder, 'texts.ts'), gatheredTexts(gathered, language))
  process.stdout.write(`src/renderer/i18n/${language}\n${NEXT}\n`)
  return 0
}

/** @param name of the file, which is the same in every language */
export function asTranslation(source: string, name: string): string {
  const names = [...source.matchAll(/^export const (\w+) =/gm)].map(([, exported = '']) => exported)
  const imported = names.map((exported) => `${exported} as ${exported}En`).join(', ')
  const typed = source
    .replaceAll(
      /^export const (\w+) =/gm,
      (_all, exported: string) => `export const ${exported}: Translation<typeof ${exported}En> =`,
    )
    .replaceAll(/\} as const$/gm, '}')
  return `import type { ${imported} } from '../${SOURCE_LANGUAGE}/${name}'\nimport type { Translation } from '../translation.ts'\n${typed}`
}

function gatheredTexts(source: string, language: string): string {
  const typed = source
    .replace(/^\/\*\*.*\*\/\nexport const en = /m, `export const ${language}: Translation<typeof en> = `)
    .replaceAll(' as const', '')
  return `import type { en } from '../${SOURCE_LANGUAGE}/texts.ts'\nimport type { Translation } from '../translation.ts'\n${typed}`
}
