// npm run check: format, lint, types, layer rules and translations; everything is run, so that one look shows everything that is wrong.
// npm run fix: what can be mended by itself.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { runTool, say, ToolError } from './runtime/errors.mjs'
import { inProject } from './runtime/paths.mjs'

const TYPESCRIPT_PROJECTS = ['tsconfig.json', 'tsconfig.electron-33.json']

/** @type {readonly { name: string, command: string[] }[]} */
const CHECKS = [
  { name: 'format and lint (Biome)', command: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  { name: 'lint with types (oxlint)', command: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'types (TypeScript)', command: ['typescript/bin/tsc', '--build', ...TYPESCRIPT_PROJECTS] },
]
const FIXES = [
  { name: 'format and lint (Biome)', command: ['@biomejs/biome/bin/biome', 'check', '--write'] },
  { name: 'lint with types (oxlint)', command: ['oxlint/bin/oxlint', '--type-aware', '--fix'] },
]

await runTool(async () => {
  mkdirSync(inProject('node_modules/.cache/tsc'), { recursive: true })
  const isFixing = process.argv.includes('--fix')
  const results = (isFixing ? FIXES : CHECKS).map(({ name, command }) => ({
    name,
    isPassed: runCommand(name, command),
  }))
  if (!isFixing) {
    results.push({ name: 'layers', isPassed: runScript('layers', inProject('tools/layers/cli.mjs')) })
    results.push({
      name: 'translations',
      isPassed: runScript('translations', inProject('tools/run.mjs'), ['texts', 'check']),
    })
  }
  const failed = results.filter(({ isPassed }) => !isPassed).map(({ name }) => name)
  if (failed.length > 0) throw new ToolError(`not passed: ${failed.join(', ')}`)
  say(isFixing ? 'what can be mended by itself is mended' : 'all checks passed')
})

/** @param {string} name @param {readonly string[]} command */
function runCommand(name, [script = '', ...args]) {
  return runScript(name, inProject('node_modules', script), args)
}

/** @param {string} name @param {string} script @param {readonly string[]} [args] */
function runScript(name, script, args = []) {
  say(`${name}…`)
  return spawnSync(process.execPath, [script, ...args], { cwd: inProject(), stdio: 'inherit' }).status === 0
}
