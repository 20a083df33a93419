import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'

/** Where the build puts the letters of a language (`src/renderer/styles/letters-*.ts`). */
const ASSETS = 'assets'
const REFERENCE = /url\(["']?(?:\.\/)?([\w.-]+\.woff2)["']?\)/g

/**
 * The bundled letters of a language as one piece of style that needs no other file, for pages that may load nothing: a PC without
 * letters of its own for the language prints them as well. Empty for languages whose letters every PC has.
 *
 * @param renderer the folder of the renderer's files
 */
export function lettersFor(renderer: string, language: SpokenLanguage): string {
  const folder = join(renderer, ASSETS)
  const name = readdirSync(folder).find((file) => file.startsWith(`letters-${language}-`) && file.endsWith('.css'))
  if (name === undefined) return ''
  return readFileSync(join(folder, name), 'utf8').replace(REFERENCE, (_whole, file: string) => {
    const letters = readFileSync(join(folder, file)).toString('base64')
    return `url("data:font/woff2;base64,${letters}")`
  })
}
