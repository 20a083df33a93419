import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TextFault } from '../guides/markdown.ts'
import { GUIDE_FOLDER, GUIDE_INDEX, readGuides, readIndex } from '../guides/read-guides.ts'
import { readTranslations } from '../guides/read-translations.ts'
import type { Fault, TextPage } from './pages.ts'

/** The files that the index of the guides lists. */
export function listedGuides(root: string): ReadonlySet<string> {
  if (!existsSync(join(root, GUIDE_INDEX))) return new Set()
  return new Set(readIndex(root).groups.flatMap(({ guides }) => guides.map(({ file }) => `${GUIDE_FOLDER}/${file}`)))
}

/** Guides that the app could not show or would not list, and earlier names of places that are no more. */
export function checkGuides(root: string, pages: readonly TextPage[]): readonly Fault[] {
  if (!existsSync(join(root, GUIDE_INDEX))) return []
  return [...unlisted(root), ...lostTopics(root, pages), ...unreadable(root)]
}

/** Guides that the index lists and nobody has written. */
export function missingGuides(root: string): readonly Fault[] {
  return [...listedGuides(root)]
    .filter((file) => !existsSync(join(root, file)))
    .map((file) => ({ file: GUIDE_INDEX, line: 1, reason: `${file} is listed, and is not there` }))
}

function unlisted(root: string): readonly Fault[] {
  const listed = listedGuides(root)
  return readdirSync(join(root, GUIDE_FOLDER))
    .filter((name) => name.endsWith('.md') && name !== 'README.md' && !listed.has(`${GUIDE_FOLDER}/${name}`))
    .map((name) => ({ file: `${GUIDE_FOLDER}/${name}`, line: 1, reason: `this guide is not listed in ${GUIDE_INDEX}` }))
}

function lostTopics(root: string, pages: readonly TextPage[]): readonly Fault[] {
  return Object.entries(readIndex(root).topics).flatMap(([name, place]) => {
    const [file = '', anchor = ''] = place.split('#', 2)
    const page = pages.find((one) => one.file === `${GUIDE_FOLDER}/${file}`)
    if (page !== undefined && (anchor === '' || page.anchors.has(anchor))) return []
    return [{ file: GUIDE_INDEX, line: 1, reason: `the earlier topic ${name} leads to ${place}, which is not there` }]
  })
}

function unreadable(root: string): readonly Fault[] {
  try {
    readTranslations(root, readGuides(root))
    return []
  } catch (error) {
    if (!(error instanceof TextFault)) throw error
    return [{ file: error.file, line: error.line, reason: error.reason }]
  }
}
