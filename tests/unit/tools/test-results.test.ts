import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, total } from '../../../tools/test-results.mjs'

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] }

describe('a Vitest report', () => {
  it('counts its tests', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [passedFile],
    }
    expect(countVitest(report, 1)).toMatchObject({ passed: 3, failed: 1, skipped: 2 })
  })

  it('counts a file that could not be loaded as failed', () => {
    const report = { numPassedTests: 1, testResults: [passedFile, { status: 'failed', assertionResults: [] }] }
    expect(countVitest(report, 1)).toMatchObject({ passed: 1, failed: 1 })
  })

  it('counts a file whose hooks failed as failed', () => {
    const report = { numPassedTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'passed' }] }] }
    expect(countVitest(report, 1)).toMatchObject({ failed: 1 })
  })

  it('that is missing, empty or belied by the exit code is a failure', () => {
    expect(countVitest(null, 0).failed).toBe(1)
    expect(countVitest({ numPassedTests: 0, testResults: [] }, 0).failed).toBe(1)
    expect(countVitest({ numPassedTests: 5, testResults: [passedFile] }, 1)).toMatchObject({ passed: 5, failed: 1 })
  })
})

describe('a Playwright report', () => {
  it('counts errors outside of tests as failed', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 2 }, errors: [{}] }
    expect(countPlaywright(report, 1)).toMatchObject({ passed: 4, failed: 2, skipped: 2 })
  })

  it('names the tests that passed only the second time, and fails when there are more than two of them', () => {
    const spec = (title: string, status: string) => ({ file: 'a.spec.ts', title, tests: [{ status }] })
    const suites = [
      { specs: [spec('one', 'flaky'), spec('two', 'expected')], suites: [{ specs: [spec('in', 'flaky')] }] },
    ]
    const few = countPlaywright({ stats: { expected: 4, flaky: 2 }, suites }, 0)
    expect(few).toMatchObject({ passed: 6, failed: 0 })
    expect(few.remark).toBe('only the second time: a.spec.ts › one; a.spec.ts › in')
    expect(countPlaywright({ stats: { expected: 4, flaky: 3 }, suites }, 0)).toMatchObject({ passed: 4, failed: 3 })
  })

  it('that is missing or empty is a failure', () => {
    expect(countPlaywright(null, 1).failed).toBe(1)
    expect(countPlaywright({ stats: { expected: 0 }, errors: [] }, 0).failed).toBe(1)
  })
})

describe('the last line', () => {
  it('adds the suites up', () => {
    const suites = [countPlaywright({ stats: { expected: 2 } }, 0), countVitest(null, 1)]
    expect(total(suites)).toEqual({ passed: 2, failed: 1 })
  })
})
