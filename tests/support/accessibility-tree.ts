import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from '@playwright/test'
import type { ConsoleApp } from './console-app.ts'

/** Rows kept of each list: how they read, not what is in the fleet. */
const ROWS_KEPT = 2
/** What is in these depends on the moment, or on the fleet. */
const LEFT_OUT = new Set(['definition', 'gridcell', 'option', 'text', 'time'])
const LEFT_EMPTY = new Set(['region "Notices"', 'status "Connection"'])

/** A node of a tree as Playwright writes it: `role "name" [attributes]: value`, or what stands behind a slash. */
const NODE = /^(?<role>\/?[\w-]+)(?<name> "(?:[^"\\]|\\.)*")?(?<attributes>(?: \[[^\]]*\])*)(?::(?<value> .*)?)?$/

/**
 * The whole window as a screen reader has it, compared with the tree that is kept beside the test: every role, name and
 * state, in their order. `--update-snapshots` writes the tree anew.
 */
export async function expectTree(app: ConsoleApp, name: string): Promise<void> {
  const body = app.page.locator('body')
  const file = `${name}.aria.yml`
  const info = test.info()
  if (!['all', 'changed'].includes(info.config.updateSnapshots)) {
    await expect(body).toMatchAriaSnapshot({ name: file })
    return
  }
  const path = info.snapshotPath(file, { kind: 'aria' })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, templateOf(await body.ariaSnapshot()))
}

/** The tree without what another day, or a slower machine, would show differently. */
export function templateOf(tree: string): string {
  const kept: string[] = []
  const rows: number[] = []
  let skippedBelow = Number.POSITIVE_INFINITY
  for (const line of tree.split('\n')) {
    const depth = line.search(/\S/)
    if (depth > skippedBelow) continue
    skippedBelow = Number.POSITIVE_INFINITY
    rows.length = Math.min(rows.length, depth + 1)
    const node = NODE.exec(unquoted(line.trim().slice(2)))?.groups
    const isRow = node?.['role'] === 'row'
    if (isRow) rows[depth] = (rows[depth] ?? 0) + 1
    const isOneTooMany = isRow && (rows[depth] ?? 0) > ROWS_KEPT
    if (node === undefined || LEFT_OUT.has(node['role'] ?? '') || isOneTooMany) {
      skippedBelow = depth
      continue
    }
    const { text, isEmpty } = templateNode(node)
    if (isEmpty) skippedBelow = depth
    kept.push(`${' '.repeat(depth)}- ${text}${isEmpty || !line.endsWith(':') ? '' : ':'}`)
  }
  return `${withoutEmpty(kept).join('\n')}\n`
}

function templateNode(node: Readonly<Record<string, string | undefined>>): { text: string; isEmpty: boolean } {
  const { role = '', name = '', attributes = '', value = '' } = node
  if (role.startsWith('/')) return { text: `${role}:${value}`, isEmpty: false }
  const said = name === '' ? '' : ` ${pattern(JSON.parse(name.trim()) as string)}`
  const isEmpty = LEFT_EMPTY.has(`${role}${name}`)
  // What is written in a node stays where it is the same on every day.
  const written = value === '' || /\d/.test(value) ? '' : `:${value}`
  return { text: `${inQuotes(`${role}${said}${attributes}`)}${written}`, isEmpty }
}

/** Where YAML would read it as something else, as Playwright does it. */
function inQuotes(text: string): string {
  return /: |:$| #/.test(text) ? `'${text.replaceAll("'", "''")}'` : text
}

/** A name as it is, or without its figures, times and ages. */
function pattern(name: string): string {
  if (!/\d/.test(name)) return JSON.stringify(name)
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  const open = escaped
    .replaceAll(/(?:\d+ [A-Z][a-z]{2},? )?\d{1,2}:\d{2}(?::\d{2})?/g, '.+')
    .replaceAll(/\d+ (?:ms|s|min|h|days?)(?: \d+ min)?\b/g, '.+')
    .replaceAll(/\d(?:[\d,]*\d)?/g, String.raw`[\d,]+`)
  return `/^${open}$/`
}

/** A line in quotes, and what follows them. */
function unquoted(line: string): string {
  const quoted = /^'(?<inner>(?:[^']|'')*)'(?<rest>.*)$/.exec(line)?.groups
  return quoted === undefined ? line : `${quoted['inner']?.replaceAll("''", "'")}${quoted['rest']}`
}

/** Of a node whose children were all left out, only the node. */
function withoutEmpty(lines: readonly string[]): string[] {
  const depthOf = (line: string | undefined): number => line?.search(/\S/) ?? 0
  return lines.map((line, at) =>
    line.endsWith(':') && depthOf(lines[at + 1]) <= depthOf(line) ? line.slice(0, -1) : line,
  )
}
