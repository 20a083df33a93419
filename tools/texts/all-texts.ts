import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SOURCE_LANGUAGE } from '#shared/i18n/languages.ts'
import { leavesOf, type Texts } from './faults.ts'

const FOLDER = join(import.meta.dirname, '../../src/renderer/i18n')

/** Where the texts of a language lie. */
export function folderOf(language: string): string {
  return join(FOLDER, language)
}

/** The files of a language that hold texts, without the one that gathers them. */
export function filesOf(language: string): readonly string[] {
  return readdirSync(folderOf(language)).filter((name) => name.endsWith('.ts') && name !== 'texts.ts')
}

/** All texts of a language. Rejects when it has none. */
export async function textsOf(language: string): Promise<Texts> {
  const texts = (await moduleOf(language, 'texts.ts'))[language]
  if (typeof texts !== 'object')
    throw new Error(`src/renderer/i18n/${language}/texts.ts does not export “${language}”.`)
  return texts
}

/** The file that holds the text of a key, which has the same name in every language. */
export async function fileFinder(): Promise<(key: string) => string> {
  const files = new Map<string, string>()
  for (const name of filesOf(SOURCE_LANGUAGE)) {
    const exported = await moduleOf(SOURCE_LANGUAGE, name)
    for (const [key, text] of leavesOf(exported)) {
      for (const end of endsOf(key)) files.set(`${end}\u0000${text}`, name)
    }
  }
  const source = leavesOf(await textsOf(SOURCE_LANGUAGE))
  return (key) => {
    const base = source.has(key) ? key : key.replace(/_\w+$/, '_other')
    const text = source.get(base) ?? ''
    const end = endsOf(base).find((one) => files.has(`${one}\u0000${text}`))
    return files.get(`${end}\u0000${text}`) ?? 'texts.ts'
  }
}

/** A group may be put elsewhere as a whole: the last names of a key, with its text, say where it comes from. The longest first. */
function endsOf(key: string): readonly string[] {
  const names = key.split('.')
  return names.map((_name, index) => names.slice(index).join('.'))
}

async function moduleOf(language: string, file: string): Promise<Readonly<Record<string, Texts>>> {
  return (await import(pathToFileURL(join(folderOf(language), file)).href)) as Readonly<Record<string, Texts>>
}
