import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { isTranslation } from '../guides/read-translations.ts'
import type { Fault, TextPage } from './pages.ts'

/** With a scheme: an address somewhere else, which is not asked for. */
const ELSEWHERE = /^[a-z][a-z+.-]*:/i

/** Links and pictures that lead nowhere, and pages to which nothing leads. */
export function checkLinks(root: string, pages: readonly TextPage[], listed: ReadonlySet<string>): readonly Fault[] {
  const byFile = new Map(pages.map((page) => [page.file, page]))
  const faults = pages.flatMap((page) => [
    ...page.links.flatMap(({ line, value }) => asFault(page, line, linkFault(root, byFile, page, value))),
    ...page.pictures.flatMap(({ line, value }) => asFault(page, line, pictureFault(root, page, value))),
  ])
  return [...faults, ...orphans(pages, listed)]
}

function linkFault(root: string, pages: ReadonlyMap<string, TextPage>, from: TextPage, url: string): string | null {
  if (ELSEWHERE.test(url)) return null
  const { path, anchor } = targetOf({ file: sourceOf(from.file) }, url)
  if (path === null) return `the link ${url} leads out of the project`
  if (!existsSync(join(root, path))) return `the link ${url} leads to ${path}, which is not there`
  const page = pages.get(path)
  if (anchor === '' || (page === undefined && !path.endsWith('.md'))) return null
  if (page === undefined) return `the link ${url} leads to a heading of ${path}, which is not one of the texts`
  return page.anchors.has(anchor) ? null : `the link ${url} leads to #${anchor}, which is no heading of ${path}`
}

function pictureFault(root: string, from: TextPage, url: string): string | null {
  if (ELSEWHERE.test(url)) return `the picture ${url} is not part of the project: it is not there without a network`
  const { path } = targetOf(from, url)
  return path !== null && existsSync(join(root, path)) ? null : `there is no picture ${url}`
}

/** Every text below docs is linked from another one, or listed as a guide. */
function orphans(pages: readonly TextPage[], listed: ReadonlySet<string>): readonly Fault[] {
  const linked = new Set(listed)
  for (const page of pages) {
    for (const { value } of page.links) {
      const { path } = ELSEWHERE.test(value) ? { path: null } : targetOf({ file: sourceOf(page.file) }, value)
      if (path === null || path === page.file) continue
      linked.add(path)
      // A link to a folder shows what is in it.
      for (const { file } of pages) if (posix.dirname(file) === path) linked.add(file)
    }
  }
  return pages
    .filter(
      ({ file }) => file.startsWith('docs/') && !linked.has(sourceOf(file)) && posix.basename(file) !== 'README.md',
    )
    .map(({ file }) => ({ file, line: 1, reason: 'no other text links to this one' }))
}

function targetOf(
  from: Pick<TextPage, 'file'>,
  url: string,
): { readonly path: string | null; readonly anchor: string } {
  const [address = '', anchor = ''] = url.split('#', 2)
  const decoded = decodeURIComponent(address)
  const path = decoded === '' ? from.file : posix.join(posix.dirname(from.file), decoded).replace(/\/$/, '')
  return { path: path.startsWith('..') ? null : path, anchor: decodeURIComponent(anchor) }
}

function asFault({ file }: TextPage, line: number, reason: string | null): readonly Fault[] {
  return reason === null ? [] : [{ file, line, reason }]
}

/** A translation has the links of its source: `docs/guide/de/offline.md` those of `docs/guide/offline.md`. */
function sourceOf(file: string): string {
  return isTranslation(file) ? posix.join(posix.dirname(file), '..', posix.basename(file)) : file
}
