import { describe, expect, it } from 'vitest'
import { brokenOff, countAgain, countPlaywright, countVitest, total } from '../../../tools/test-results.mjs'

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

describe('a file of Vitest that was broken off', () => {
  const file = (name: string, ...statuses: string[]) => {
    return { name, status: 'passed', assertionResults: statuses.map((status) => ({ status })) }
  }
  const whole = file('whole', 'passed', 'passed')
  const broken = file('broken', 'passed', 'pending', 'pending')
  const report = { numPassedTests: 3, numFailedTests: 0, testResults: [whole, broken] }

  it('is named, when nothing else has failed and there are no more than two', () => {
    expect(brokenOff(report, 1)).toEqual(['broken'])
    expect(brokenOff(report, 0)).toEqual([])
    expect(brokenOff({ ...report, numFailedTests: 1 }, 1)).toEqual([])
    expect(brokenOff({ ...report, testResults: [broken, file('unread')] }, 1)).toEqual([])
    expect(brokenOff({ ...report, testResults: [broken, broken, broken] }, 1)).toEqual([])
    expect(brokenOff(null, 1)).toEqual([])
  })

  it('counts as in its second run, and is told', () => {
    const second = { numPassedTests: 3, testResults: [file('broken', 'passed', 'passed', 'passed')] }
    const counts = countAgain(report, second, 0, ['broken'])
    expect(counts).toMatchObject({ passed: 5, failed: 0, skipped: 0 })
    expect(counts.remark).toBe('only the second time, since its process ended: broken')
    expect(countAgain(report, { ...second, numFailedTests: 1 }, 1, ['broken'])).toMatchObject({ failed: 1 })
    expect(countAgain(report, second, 1, ['broken'])).toMatchObject({ failed: 1 })
    expect(countAgain(report, null, 1, ['broken'])).toMatchObject({ passed: 2, failed: 1 })
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
