// Reads what the test runners wrote and counts it. What did not run never counts as passed.

/** @typedef {{ passed: number, failed: number, skipped: number, remark: string }} Counts */

const MAX_SECOND_TIMES = 2

/**
 * Vitest's JSON report.
 *
 * @param {any} report null when there is none
 * @param {number} exitCode of the runner
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0, remark: 'the suite could not run' }
  const files = report.testResults ?? []
  const broken = files.filter((/** @type {any} */ file) => hasNoResult(file)).length
  const counts = {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + broken,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    remark: broken > 0 ? `${broken} files could not run` : '',
  }
  return doubtSuccess(counts, exitCode)
}

/**
 * Files that were begun and not gone through although none of their tests failed: the process that ran them has ended, as Node's
 * own engine now and then ends it. No test of ours is left out on purpose.
 *
 * @param {any} report of Vitest; null when there is none
 * @param {number} exitCode of the runner
 * @returns {readonly string[]} their paths; none when anything else has failed as well, or there are more than a few
 */
export function brokenOff(report, exitCode) {
  if (report === null || exitCode === 0 || report.numFailedTests > 0) return []
  const files = report.testResults ?? []
  if (files.some((/** @type {any} */ file) => hasNoResult(file))) return []
  const names = files.filter((/** @type {any} */ file) => hasWaiting(file)).map((/** @type {any} */ { name }) => name)
  return names.length <= MAX_SECOND_TIMES ? names : []
}

/** @param {any} file */
function hasWaiting({ assertionResults = [] }) {
  return assertionResults.some((/** @type {any} */ { status }) => status === 'pending')
}

/**
 * The counts of a run whose broken off files were run once more. They count as in the second run.
 *
 * @param {any} first Vitest's report of all
 * @param {any} second its report of these files alone; null when there is none
 * @param {number} exitCode of the second run
 * @param {readonly string[]} names of the files
 * @returns {Counts}
 */
export function countAgain(first, second, exitCode, names) {
  const again = countVitest(second, exitCode)
  const before = first.testResults.filter((/** @type {any} */ { name }) => names.includes(name))
  const passedBefore = before
    .flatMap((/** @type {any} */ { assertionResults }) => assertionResults)
    .filter((/** @type {any} */ { status }) => status === 'passed').length
  const remarks = [`only the second time, since its process ended: ${names.join(', ')}`, again.remark]
  return {
    passed: first.numPassedTests - passedBefore + again.passed,
    failed: again.failed,
    skipped: again.skipped,
    remark: remarks.filter(Boolean).join(', '),
  }
}

/** A file that could not be loaded, or whose hooks failed before a test could. @param {any} file */
function hasNoResult(file) {
  const tests = file.assertionResults ?? []
  const hasFailedTest = tests.some((/** @type {any} */ test) => test.status === 'failed')
  return tests.length === 0 || (file.status === 'failed' && !hasFailedTest)
}

/**
 * Playwright's JSON report.
 *
 * @param {any} report null when there is none
 * @param {number} exitCode of the runner
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0, remark: 'the suite could not run' }
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {}
  const broken = report.errors?.length ?? 0
  // Few of many may be the machine or the window's runtime; more of them are a finding.
  const isExcused = flaky <= MAX_SECOND_TIMES
  const remarks = [
    broken > 0 ? `${broken} errors outside of tests` : '',
    flaky > 0 ? `only the second time: ${secondTimes(report.suites ?? []).join('; ')}` : '',
  ]
  const counts = {
    passed: expected + (isExcused ? flaky : 0),
    failed: unexpected + broken + (isExcused ? 0 : flaky),
    skipped,
    remark: remarks.filter(Boolean).join(', '),
  }
  return doubtSuccess(counts, exitCode)
}

/** The names of the tests that failed and then passed. @param {readonly any[]} suites @returns {readonly string[]} */
function secondTimes(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter((/** @type {any} */ spec) => spec.tests.some((/** @type {any} */ test) => test.status === 'flaky'))
      .map((/** @type {any} */ { file, title }) => `${file} › ${title}`),
    ...secondTimes(inner),
  ])
}

/** @param {Counts} counts @param {number} exitCode @returns {Counts} */
function doubtSuccess(counts, exitCode) {
  if (counts.failed > 0) return counts
  if (exitCode !== 0) return { ...counts, failed: 1, remark: `the runner ended with ${exitCode}` }
  if (counts.passed === 0) return { ...counts, failed: 1, remark: 'no test ran' }
  return counts
}

/** @param {readonly Counts[]} all @returns {{ passed: number, failed: number }} */
export function total(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  }
}
