// npm test [-- suite… [arguments of the runner]]: builds the app when its sources changed and runs the suites.
// The last line is always `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { buildIfStale } from './runtime/build.mjs'
import { runTool, say, ToolError } from './runtime/errors.mjs'
import { runInForeground } from './runtime/launch.mjs'
import { nodeForTypeScript } from './runtime/node.mjs'
import { inProject } from './runtime/paths.mjs'
import { prepareRuntime } from './runtime/prepare.mjs'
import { brokenOff, countAgain, countPlaywright, countVitest, total } from './test-results.mjs'

const RESULTS = 'artifacts/tests'
/** @type {Readonly<Record<string, readonly string[]>>} */
const VITEST_PROJECTS = {
  unit: ['unit', 'mocked', 'renderer'],
  contract: ['contract'],
  integration: ['integration'],
}
const SUITES = [...Object.keys(VITEST_PROJECTS), 'e2e']
const INTERRUPTED = 130

await runTool(async () => {
  const { suites, args } = parseArguments(process.argv.slice(2))
  const node = await findNode()
  if (node === null) return report([{ suite: 'tests', passed: 0, failed: 1, skipped: 0, remark: 'could not run' }])
  mkdirSync(inProject(RESULTS), { recursive: true })
  /** @type {(import('./test-results.mjs').Counts & { suite: string })[]} */
  const results = []
  for (const suite of suites) {
    const counts = await runSuite(suite, node, args)
    results.push({ suite, ...counts })
    if (counts.remark === 'interrupted') break
  }
  return report(results)
})

async function findNode() {
  try {
    return await nodeForTypeScript('The tests need')
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    say(error.message)
    return null
  }
}

/** @param {readonly string[]} given */
function parseArguments(given) {
  const suites = given.filter(
    (name, index) => SUITES.includes(name) && given.slice(0, index).every((one) => SUITES.includes(one)),
  )
  return { suites: suites.length > 0 ? suites : SUITES, args: given.slice(suites.length) }
}

/**
 * @param {string} suite
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<import('./test-results.mjs').Counts>}
 */
async function runSuite(suite, node, args) {
  const file = `${RESULTS}/${suite}.json`
  rmSync(inProject(file), { force: true })
  say(`${suite} tests…`)
  try {
    const exitCode = suite === 'e2e' ? await runPlaywright(node, args) : await runVitest(suite, node, file, args)
    if (exitCode === INTERRUPTED) return { passed: 0, failed: 1, skipped: 0, remark: 'interrupted' }
    if (suite === 'e2e') return countPlaywright(readReport(file), exitCode)
    return await secondTime(suite, node, { report: readReport(file), exitCode, args })
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, remark: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Counts a run of Vitest. Few files whose process ended in the middle are run once more, by themselves, and named.
 *
 * @param {string} suite
 * @param {string} node
 * @param {{ report: any, exitCode: number, args: readonly string[] }} first
 * @returns {Promise<import('./test-results.mjs').Counts>}
 */
async function secondTime(suite, node, { report, exitCode, args }) {
  // A run that is asked for some tests leaves out the others.
  const isFiltered = args.some((arg) => arg.startsWith('-t') || arg.startsWith('--testNamePattern'))
  const names = isFiltered ? [] : brokenOff(report, exitCode)
  if (names.length === 0) return countVitest(report, exitCode)
  say(`the process of ${names.join(' and of ')} has ended by itself: once more…`)
  const file = `${RESULTS}/${suite}-again.json`
  rmSync(inProject(file), { force: true })
  const again = await runVitest(suite, node, file, names)
  return countAgain(report, readReport(file), again, names)
}

/**
 * @param {string} suite
 * @param {string} node
 * @param {string} file
 * @param {readonly string[]} args
 */
async function runVitest(suite, node, file, args) {
  const runtime = await prepareRuntime({ needDisplay: false, needElectron: false })
  const projects = (VITEST_PROJECTS[suite] ?? []).flatMap((name) => ['--project', name])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const vitest = inProject('node_modules/vitest/vitest.mjs')
  return runInForeground(node, [vitest, 'run', ...projects, ...reporters, ...args], {
    cwd: inProject(),
    env: runtime.env,
  })
}

/** @param {string} node @param {readonly string[]} args */
async function runPlaywright(node, args) {
  const runtime = await prepareRuntime()
  try {
    await buildIfStale()
    const playwright = inProject('node_modules/@playwright/test/cli.js')
    return await runInForeground(node, [playwright, 'test', ...args], { cwd: inProject(), env: runtime.env })
  } finally {
    await runtime.dispose()
  }
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(inProject(file), 'utf8'))
  } catch {
    return null
  }
}

/** @param {readonly (import('./test-results.mjs').Counts & { suite: string })[]} results */
function report(results) {
  for (const { suite, passed, failed, skipped, remark } of results) {
    const rest = [skipped > 0 ? `${skipped} skipped` : '', remark].filter(Boolean).join(', ')
    process.stdout.write(`${suite}: ${passed} passed, ${failed} failed${rest === '' ? '' : ` (${rest})`}\n`)
  }
  const { passed, failed } = total(results)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}
