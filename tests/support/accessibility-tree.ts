import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from '@playwright/test'
import type { ConsoleApp } from './console-app.ts'
import { treeToKeep } from './tree-to-keep.ts'

const SETTLED_WITHIN_MS = 20_000
/** A tree that is the same after this time is one to keep. */
const SAME_FOR_MS = 1_000

/**
 * The whole window as a screen reader has it, compared with the tree that is kept beside the test: every role, name and
 * state, in their order, no less and no more. `--update-snapshots` writes the tree anew.
 */
export async function expectTree(app: ConsoleApp, name: string): Promise<void> {
  const body = app.page.locator('body')
  const info = test.info()
  const path = info.snapshotPath(`${name}.aria.yml`, { kind: 'aria' })
  const now = async (): Promise<string> => treeToKeep(await body.ariaSnapshot())
  if (!['all', 'changed'].includes(info.config.updateSnapshots)) {
    const kept = readFileSync(path, 'utf8')
    await expect.poll(now, { message: `what a screen reader has: ${name}`, timeout: SETTLED_WITHIN_MS }).toBe(kept)
    return
  }
  let tree = ''
  const isSettled = async (): Promise<boolean> => {
    const before = tree
    tree = await now()
    return tree === before
  }
  await expect.poll(isSettled, { intervals: [SAME_FOR_MS], timeout: SETTLED_WITHIN_MS }).toBe(true)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, tree)
}
