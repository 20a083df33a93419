import { COMMANDS } from './table.ts'

const PROGRAM = 'outpost-console --headless'

const COMMON = [
  'Options of every command:',
  '  --json          one line of JSON on standard output, also for errors',
  '  --site ID       which site; needed where the console has several',
  '  --profile DIR   another profile than the usual one',
  '  --write         where no console runs: the command may change the store itself',
]

const EXITS = [
  'Exit codes: 0 done · 1 failed, or found different · 2 wrong usage · 3 nothing there ·',
  '  4 the store is in use and cannot be reached · 5 refused by a rule · 130 interrupted',
]

/** All commands, or those that begin with these words. Empty: there is none. */
export function helpText(words: readonly string[] = []): string {
  const wanted = words.join(' ')
  const commands = COMMANDS.filter(({ name }) => wanted === '' || name === wanted || name.startsWith(`${wanted} `))
  if (commands.length === 0) return ''
  const parts = commands.flatMap(({ name, usage, summary }) => [
    ...usage.map((line) => `  ${name} ${line}`.trimEnd()),
    `      ${summary}`,
  ])
  const head = `${PROGRAM} COMMAND [OPTIONS]`
  return `${[head, '', ...parts, '', ...COMMON, '', ...EXITS].join('\n')}\n`
}
