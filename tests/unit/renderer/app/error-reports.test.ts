import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ErrorReports, reportErrors } from '../../../../src/renderer/app/error-reports.ts'

let told: Record<string, unknown>[]
let reports: ErrorReports

beforeEach(() => {
  told = []
  location.hash = '#/conflicts'
  vi.spyOn(console, 'error').mockReturnValue()
  reports = reportErrors({
    request: async (name, request) => {
      told.push({ name, ...request })
      throw new Error('main does not answer')
    },
  })
})
afterEach(() => {
  reports.stop()
  vi.restoreAllMocks()
})

const fail = (error: unknown, message = 'x') => window.dispatchEvent(new ErrorEvent('error', { error, message }))

describe('errors of a page', () => {
  it('are told with what the page was doing and which page it was', () => {
    fail(new TypeError('no such device'))
    expect(told).toMatchObject([
      { name: 'TypeError', message: 'no such device', action: 'script', component: 'conflicts', isHandled: false },
    ])
    expect(told[0]?.['stack']).toContain('error-reports.test')
  })

  it('are told when a promise is left, and when a part could not be drawn', () => {
    const event = Object.assign(new Event('unhandledrejection'), { reason: 'lost' })
    window.dispatchEvent(event)
    reports.onCaughtError(new Error('in a part'), { componentStack: '\n    at DevicePanel' })
    reports.onUncaughtError(new Error('in the frame'), {})
    expect(told.map(({ action, isHandled, parts }) => [action, isHandled, parts])).toEqual([
      ['promise', false, null],
      ['render', true, '\n    at DevicePanel'],
      ['render', false, null],
    ])
  })

  it('are told twenty times a minute at most, and a note of the browser is none', () => {
    fail(undefined, 'ResizeObserver loop completed with undelivered notifications.')
    expect(told).toEqual([])
    for (let n = 0; n < 50; n += 1) fail(new Error('in a loop'))
    expect(told).toHaveLength(20)
  })

  it('never become another error, whatever was thrown', () => {
    const cruel = {
      toString() {
        throw new Error('no')
      },
    }
    expect(() => fail(cruel)).not.toThrow()
    fail('x'.repeat(100_000))
    expect(told.map(({ message }) => String(message).length <= 10_000)).toEqual([true, true])
  })

  it('are told no more when that has ended', () => {
    reports.stop()
    fail(new Error('later'))
    expect(told).toEqual([])
  })
})
