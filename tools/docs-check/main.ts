import { inProject } from '../runtime/paths.mjs'
import { checkTexts } from './check-texts.ts'
import { Desk } from './desk.ts'
import { missingGuides } from './guide-places.ts'
import type { Fault } from './pages.ts'
import { runCommands } from './run-commands.ts'

const HELP = `npm run docs:check [-- --texts]

Checks README, CONTRIBUTING, ARCHITECTURE, CHANGELOG and all of docs: links, anchors, pictures, paths, guides, and that every
command in a block marked sh has a rule (tools/docs-check/rules.ts). Then runs every command of README and docs/guide by its rule.

  --texts    leaves the running out; takes a second
  --help     this text
`

await main(process.argv.slice(2))

async function main(given: readonly string[]): Promise<void> {
  if (given.includes('--help')) return void process.stdout.write(HELP)
  const unknown = given.find((word) => word !== '--texts')
  if (unknown !== undefined) {
    process.stderr.write(`${unknown} is no option. See --help.\n`)
    process.exitCode = 2
    return
  }
  const { pages, faults: inTexts, planned } = checkTexts(inProject())
  const faults: Fault[] = [...inTexts, ...missingGuides(inProject())]
  tell(`${pages.length} texts, ${planned.length} commands`)
  if (!given.includes('--texts')) {
    const { faults: ofCommands, counts } = await atDesk((desk) => runCommands(planned, desk, tell))
    faults.push(...ofCommands)
    tell(
      `${counts.run} run, ${counts.started} started and stopped, ${counts.smaller} run smaller, ${counts.installed} not here but by the scripts named`,
    )
  }
  for (const { file, line, reason } of faults) tell(`${file}:${line}  ${reason}`)
  tell(faults.length === 0 ? 'the texts are right' : `${faults.length} wrong`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

async function atDesk<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = new Desk()
  try {
    await desk.open()
    return await work(desk)
  } finally {
    await desk.close()
  }
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}
