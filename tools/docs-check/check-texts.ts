import { GUIDE_FOLDER } from '../guides/read-guides.ts'
import { isTranslation } from '../guides/read-translations.ts'
import { checkGuides, listedGuides } from './guide-places.ts'
import { checkLinks } from './links.ts'
import { type Fault, readPages, type TextPage } from './pages.ts'
import { checkPaths } from './paths.ts'
import { type CommandRule, ruleOf } from './rules.ts'
import { scriptsOf } from './scripts.ts'
import type { Command } from './shell-blocks.ts'

/** Whose commands are run: what a stranger types. Translations have the same. */
export function isRunFrom(file: string): boolean {
  return file === 'README.md' || (file.startsWith(`${GUIDE_FOLDER}/`) && !isTranslation(file))
}

export interface PlannedCommand {
  readonly command: Command
  readonly rule: CommandRule
}

export interface TextsChecked {
  readonly pages: readonly TextPage[]
  readonly faults: readonly Fault[]
  readonly planned: readonly PlannedCommand[]
}

/** All that can be said about the texts without running anything. */
export function checkTexts(root: string): TextsChecked {
  const pages = readPages(root)
  const typed = pages.filter(({ file }) => isRunFrom(file))
  const commands = typed.flatMap((page) => page.commands)
  const planned = commands.flatMap((command) => {
    const rule = ruleOf(command.text)
    return rule === null ? [] : [{ command, rule }]
  })
  return {
    pages,
    planned,
    faults: [
      ...checkLinks(root, pages, listedGuides(root)),
      ...checkPaths(root, pages),
      ...checkGuides(root, pages),
      ...checkScripts(root, pages),
      ...withoutTests(root, planned),
      ...commands.filter(({ text }) => ruleOf(text) === null).map(withoutRule),
      ...typed.flatMap(({ file, unnamedBlocks }) =>
        unnamedBlocks.map((line) => ({ file, line, reason: 'the block does not say what it holds: sh, text, json…' })),
      ),
    ],
  }
}

function withoutRule({ file, line, text }: Command): Fault {
  return { file, line, reason: `no rule says how to run “${text}”: add one in tools/docs-check/rules.ts` }
}

/** Commands that other tests are said to run, which are not there. */
function withoutTests(root: string, planned: readonly PlannedCommand[]): readonly Fault[] {
  const scripts = scriptsOf(root)
  return planned.flatMap(({ command: { file, line, text }, rule }) =>
    rule.how === 'installed' && !scripts.has(rule.by)
      ? [{ file, line, reason: `“${text}” is to be run by npm run ${rule.by}, which is no script of package.json` }]
      : [],
  )
}

/** Scripts that a text names and package.json does not have. */
function checkScripts(root: string, pages: readonly TextPage[]): readonly Fault[] {
  const scripts = scriptsOf(root)
  return pages.flatMap(({ file, words, commands }) =>
    [...words, ...commands.map(({ line, text }) => ({ line, value: text }))].flatMap(({ line, value }) =>
      [...value.matchAll(/\bnpm run (?:-s |--silent )?([a-z][a-z:-]*)/g)]
        .filter(([, name = '']) => !scripts.has(name))
        .map(([, name]) => ({ file, line, reason: `package.json has no script ${name}` })),
    ),
  )
}
