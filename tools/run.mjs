// npm run NAME [-- arguments]: runs one of the project's TypeScript programs, by the names in the table below.
import { existsSync } from 'node:fs'
import { buildIfStale } from './runtime/build.mjs'
import { runTool, ToolError } from './runtime/errors.mjs'
import { runInForeground } from './runtime/launch.mjs'
import { nodeForTypeScript } from './runtime/node.mjs'
import { inProject } from './runtime/paths.mjs'
import { prepareRuntime } from './runtime/prepare.mjs'

const no = () => false
const yes = () => true
/** Only one kind of the crash test opens a window. @param {readonly string[]} args */
const forWindow = (args) => args.some((arg) => arg.startsWith('--drop-acks'))

/** @param {readonly string[]} args */
const forLiveInWindow = (args) => args.includes('--window') || args.includes('wall')

/** @param {readonly string[]} args */
const runsCommands = (args) => !args.includes('--texts') && !args.includes('--help')

/** @type {Readonly<Record<string, { file: string, need: string, needsApp: (args: readonly string[]) => boolean }>>} */
const PROGRAMS = {
  'fleet-server': { file: 'src/fleet-server/cli.ts', need: 'The fleet server needs', needsApp: no },
  demo: { file: 'tools/demo/main.ts', need: 'The demo needs', needsApp: yes },
  crash: { file: 'tools/crash/main.ts', need: 'The crash test needs', needsApp: forWindow },
  powercut: { file: 'tools/powercut/main.ts', need: 'The power-cut test needs', needsApp: no },
  simulate: { file: 'tools/simulate/main.ts', need: 'The simulator needs', needsApp: no },
  bench: { file: 'tools/bench/main.ts', need: 'The benchmark needs', needsApp: yes },
  live: { file: 'tools/live-checks/main.ts', need: 'The live checks need', needsApp: forLiveInWindow },
  texts: { file: 'tools/texts/main.ts', need: 'The check of the translations needs', needsApp: no },
  policy: { file: 'tools/policy/main.ts', need: 'The policy tool needs', needsApp: no },
  board: { file: 'tools/board/main.ts', need: 'The board tool needs', needsApp: no },
  report: { file: 'tools/report/main.ts', need: 'The report tool needs', needsApp: no },
  ledger: { file: 'tools/ledger/main.ts', need: 'The ledger tool needs', needsApp: no },
  'release-fixture': { file: 'tools/release/fixture.ts', need: 'The fixture of a release needs', needsApp: no },
  'release-upgrade': { file: 'tools/release/upgrade.ts', need: 'The update in mid-drain needs', needsApp: no },
  'release-sign': { file: 'tools/release/sign.ts', need: 'Signing a feed needs', needsApp: no },
  'docs-check': { file: 'tools/docs-check/main.ts', need: 'The check of the texts needs', needsApp: runsCommands },
  // Both prepare what they show themselves.
  icons: { file: 'tools/package/draw-icons.ts', need: 'The drawing of icons needs', needsApp: no },
  installed: { file: 'tools/installed/main.ts', need: 'The test of the package needs', needsApp: no },
  // Both show built pages of their own and prepare the runtime for that.
  catalogue: { file: 'tools/catalogue/cli/main.ts', need: 'The catalogue needs', needsApp: no },
  screenshots: { file: 'tools/preview/screenshots/main.ts', need: 'The screenshots need', needsApp: no },
}

await runTool(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  const program = PROGRAMS[name]
  if (!program) throw new ToolError(`"${name}" is no program: use one of ${Object.keys(PROGRAMS).join(', ')}.`)
  const file = inProject(program.file)
  if (!existsSync(file)) throw new ToolError(`${program.file} is not part of this version of the project.`)
  const node = await nodeForTypeScript(program.need)
  const needsApp = program.needsApp(args)
  const runtime = await prepareRuntime({ needDisplay: needsApp, needElectron: needsApp })
  try {
    if (needsApp) await buildIfStale()
    return await runInForeground(node, [file, ...args], { env: runtime.env })
  } finally {
    await runtime.dispose()
  }
})
