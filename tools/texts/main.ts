import { existsSync } from 'node:fs'
import { isSpoken, SOURCE_LANGUAGE, SPOKEN_LANGUAGES } from '#shared/i18n/languages.ts'
import { fileFinder, folderOf, textsOf } from './all-texts.ts'
import { type Fault, faultsOf } from './faults.ts'
import { markGuides, remarksOnGuides } from './guides.ts'
import { literalTexts } from './literal-text.ts'
import { faultsOfMain } from './main-texts.ts'
import { beginLanguage } from './new-language.ts'
import { mayBeSame } from './same.ts'

const HELP = `npm run texts -- check [LANG …]   what is missing or wrong in the translations; ends with 1 when anything is
npm run texts -- missing LANG     the keys that a language lacks, by file
npm run texts -- new LANG         begins a language: a copy of the English texts, to be translated
npm run texts -- guides LANG      says of the translated guides that they were made of the English ones as these are now`

const TRANSLATED = SPOKEN_LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE)

async function faultsIn(language: string): Promise<readonly Fault[]> {
  return faultsOf({
    source: await textsOf(SOURCE_LANGUAGE),
    translated: await textsOf(language),
    language,
    isSame: (text) => mayBeSame(language, text),
  })
}

/** What the main process says; nothing of a language that is not taken up there yet. */
function tellMain(language: string): number {
  const faults = isSpoken(language) ? faultsOfMain(language) : []
  for (const { file, key, fault } of faults) process.stdout.write(`${file}\n  ${key} ${fault}\n`)
  return faults.length
}

/** Says the faults by file, and how many there are. */
async function tell(language: string, faults: readonly Fault[]): Promise<number> {
  const fileOf = await fileFinder()
  const byFile = Map.groupBy(faults, ({ key }) => fileOf(key))
  for (const [file, found] of [...byFile].toSorted(([one], [other]) => one.localeCompare(other))) {
    process.stdout.write(`src/renderer/i18n/${language}/${file}\n`)
    for (const { key, fault } of found) process.stdout.write(`  ${key} ${fault}\n`)
  }
  process.stdout.write(faults.length === 0 ? `${language}: complete\n` : `${language}: ${faults.length} to mend\n`)
  return faults.length
}

/** Words that stand in components, where no language finds them. */
function tellLiterals(): number {
  const found = literalTexts()
  for (const { file, line, text } of found)
    process.stdout.write(`src/renderer/${file}:${line} “${text}” is no text of ours\n`)
  return found.length
}

async function tellGuides(language: string): Promise<number> {
  const texts = [await textsOf(SOURCE_LANGUAGE), await textsOf(language)] as const
  const remarks = isSpoken(language) ? remarksOnGuides(language, ...texts) : []
  for (const { file, text } of remarks) process.stdout.write(`${file}\n  ${text}\n`)
  return remarks.filter(({ isFault }) => isFault).length
}

function mark(language: string): number {
  const count = isSpoken(language) ? markGuides(language) : 0
  process.stdout.write(`${language}: ${count} guides\n`)
  return 0
}

async function check(languages: readonly string[]): Promise<number> {
  let count = tellLiterals()
  for (const language of languages) {
    count += tellMain(language) + (await tellGuides(language))
    count += await tell(language, await faultsIn(language))
  }
  return count === 0 ? 0 : 1
}

async function missing(language: string): Promise<number> {
  const faults = (await faultsIn(language)).filter(({ fault }) => fault === 'is missing')
  return (await tell(language, faults)) === 0 ? 0 : 1
}

async function run([command = '', ...languages]: readonly string[]): Promise<number> {
  const [language] = languages
  const unknown = command === 'new' ? undefined : languages.find((name) => !existsSync(folderOf(name)))
  if (unknown !== undefined) {
    process.stderr.write(`There are no texts in “${unknown}”.\n`)
    return 2
  }
  if (command === 'check') return check(languages.length === 0 ? TRANSLATED : languages)
  if (command === 'missing' && language !== undefined) return missing(language)
  if (command === 'guides' && language !== undefined) return mark(language)
  if (command === 'new' && language !== undefined) return beginLanguage(language)
  process.stdout.write(`${HELP}\n`)
  return command === '' ? 0 : 2
}

process.exitCode = await run(process.argv.slice(2))
