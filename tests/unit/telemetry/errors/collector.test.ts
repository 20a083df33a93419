import { describe, expect, it, vi } from 'vitest'
import { silentLogger } from '../../../../src/main/platform/logger.ts'
import { ErrorCollector } from '../../../../src/main/telemetry/errors/error-collector.ts'
import type { ErrorReporter, Happened } from '../../../../src/main/telemetry/errors/error-reporter.ts'
import { configOf, reportOf } from '../../../support/error-reports.ts'
import { ManualClock, settle } from '../../../support/manual-clock.ts'

function rig() {
  const steps: string[] = []
  const happened: Happened[] = []
  const reporter = {
    run: async () => void steps.push('run'),
    stop: async () => void steps.push('stop'),
    resume: () => void steps.push('resume'),
    report: async (one: Happened) => void happened.push(one),
    status: () => ({ kept: 1, sent: 2 }),
  }
  const load = vi.fn<() => Promise<ErrorReporter>>(async () => reporter as unknown as ErrorReporter)
  const mayStart = Promise.withResolvers<void>()
  const collector = new ErrorCollector({
    ...{ clock: new ManualClock(), logger: silentLogger, load, mayStart: mayStart.promise },
    forget: async () => void steps.push('forget'),
  })
  return { collector, load, steps, happened, mayStart }
}

const crumb = { category: 'page', level: 'info', message: 'devices' } as const

describe('while reports are off', () => {
  it('nothing is read, collected or kept, and what an earlier start left goes', async () => {
    const { collector, load, steps, mayStart } = rig()
    collector.note(crumb)
    collector.report(reportOf(new Error('early')))
    collector.configure(null)
    collector.note(crumb)
    collector.report(reportOf(new Error('later')))
    mayStart.resolve()
    await settle()
    expect(await collector.test()).toEqual({ outcome: 'off' })
    expect(collector.status()).toMatchObject({ isOn: false, receiver: null, kept: 0 })
    expect(load).not.toHaveBeenCalled()
    expect(steps).toEqual(['forget'])
  })
})

describe('while reports are on', () => {
  it('an error from before the settings were read is told, with what led to it', async () => {
    const { collector, happened } = rig()
    collector.note(crumb)
    collector.report(reportOf(new Error('early')))
    collector.configure(configOf())
    await settle()
    expect(happened.map(({ report }) => report.facts?.message)).toEqual(['early'])
    expect(happened[0]?.crumbs.map(({ message }) => message)).toEqual(['devices'])
  })

  it('what was kept is looked for only after the first screen', async () => {
    const { collector, load, steps, mayStart } = rig()
    collector.configure(configOf())
    await settle()
    expect(load).not.toHaveBeenCalled()
    mayStart.resolve()
    await settle()
    expect(steps).toEqual(['run'])
    expect(collector.status()).toMatchObject({ isOn: true, receiver: 'https://errors.example.org', kept: 1 })
  })

  it('another address is tried at once', async () => {
    const { collector, steps, mayStart } = rig()
    collector.configure(configOf())
    mayStart.resolve()
    await settle()
    collector.configure(configOf({ telemetryDsn: 'https://k@other.example.org/1' }))
    expect(steps).toEqual(['run', 'resume'])
    expect(collector.status().receiver).toBe('https://other.example.org')
  })

  it('switching off ends it and takes away what was kept', async () => {
    const { collector, load, steps, happened } = rig()
    collector.configure(configOf())
    collector.report(reportOf(new Error('one')))
    collector.configure(null)
    await collector.stop()
    expect(steps).toEqual(['run', 'stop', 'forget'])
    expect(happened).toHaveLength(1)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('what happened while it was off is not told later', async () => {
    const { collector, happened } = rig()
    collector.configure(null)
    collector.note(crumb)
    collector.configure(configOf())
    collector.report(reportOf(new Error('one')))
    await collector.stop()
    expect(happened.map(({ crumbs }) => crumbs.length)).toEqual([0])
  })

  it('an error that several tell of on its way up is one error', () => {
    const { collector } = rig()
    const error = new Error('x')
    expect([collector.isNew(error), collector.isNew(error), collector.isNew(new Error('x'))]).toEqual([
      true,
      false,
      true,
    ])
    expect([collector.isNew('text'), collector.isNew('text')]).toEqual([true, true])
  })

  it('stopping waits until what was told is kept', async () => {
    const { collector, happened } = rig()
    collector.configure(configOf())
    collector.report(reportOf(new Error('the last one'), { level: 'fatal' }))
    await collector.stop()
    expect(happened.map(({ report }) => report.level)).toEqual(['fatal'])
  })
})
