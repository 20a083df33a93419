import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parseSync } from 'oxc-parser'
import { PAGES, type Page } from '../../../src/shared/domain/window-route.ts'
import { inProject } from '../../runtime/paths.mjs'
import type { BenchContext } from '../context.ts'
import { type FigureResult, type Goal, resultOf } from '../result.ts'

const FIRST: Goal = {
  id: 'P12',
  title: 'scripts of the first screen, gzip',
  unit: 'KB',
  better: 'lower',
  floor: 250,
  aim: 140,
}
const PAGE: Goal = { ...FIRST, id: 'P12-page', title: 'largest page’s own scripts, gzip', floor: 120, aim: 60 }
const BYTES_PER_KB = 1_024

/** Sizes of the built pages' scripts as they would travel: what the first screen reads, and what each other page adds. */
export async function scripts(_context: BenchContext): Promise<FigureResult[]> {
  const folder = inProject('out/renderer')
  const assets = join(folder, 'assets')
  const first = reach(assets, firstScripts(readFileSync(join(folder, 'index.html'), 'utf8')))
  const pages = PAGES.flatMap((page) => {
    const file = chunkOf(assets, page)
    return file === null ? [] : [{ page, kb: kilobytes(assets, without(reach(assets, [file]), first)) }]
  })
  const largest = pages.reduce((worst, one) => (one.kb > worst.kb ? one : worst), { page: 'none', kb: 0 })
  const details = Object.fromEntries(pages.map(({ page, kb }) => [page, Number(kb.toFixed(1))]))
  const size = kilobytes(assets, first)
  return [
    resultOf(FIRST, [{ ratio: size, measured: size }], {
      absoluteUnit: 'KB',
      note: `The scripts that index.html names, with everything they import at once: ${first.size} files, each compressed by itself.`,
    }),
    resultOf(PAGE, [{ ratio: largest.kb, measured: largest.kb }], {
      absoluteUnit: 'KB',
      note: `What a page reads besides the first screen’s scripts, of ${pages.length} pages the largest: ${largest.page}.`,
      details,
    }),
  ]
}

function firstScripts(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name)
}

/** The file that a page begins with; null: the page is part of the first screen's. */
function chunkOf(assets: string, page: Page): string | null {
  const name = `${page.charAt(0).toUpperCase()}${page.slice(1)}Page-`
  return readdirSync(assets).find((file) => file.startsWith(name) && file.endsWith('.js')) ?? null
}

/** The files, and everything that they import before they run. */
function reach(assets: string, files: readonly string[]): Set<string> {
  const found = new Set(files)
  for (const file of found) {
    const { module } = parseSync(file, readFileSync(join(assets, file), 'utf8'))
    const sources = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ]
    for (const source of sources) found.add(basename(source))
  }
  return found
}

function kilobytes(assets: string, files: ReadonlySet<string>): number {
  let bytes = 0
  for (const file of files) bytes += gzipSync(readFileSync(join(assets, file)), { level: 9 }).length
  return bytes / BYTES_PER_KB
}

function without(files: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...files].filter((file) => !others.has(file)))
}
