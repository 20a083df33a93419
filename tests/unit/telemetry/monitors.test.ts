import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { EventLoopMonitor } from '../../../src/main/telemetry/event-loop.ts'
import { MemoryMonitor } from '../../../src/main/telemetry/memory.ts'
import { watchProcessErrors } from '../../../src/main/telemetry/process-errors.ts'
import { ManualClock } from '../../support/manual-clock.ts'

describe('EventLoopMonitor', () => {
  it('reports a blocked loop, and leaves no timer behind', async () => {
    const clock = new ManualClock()
    const values = new Map<string, number>()
    const monitor = new EventLoopMonitor({ clock, record: (name, _unit, value) => values.set(name, value) })
    await monitor.run()
    await monitor.run()
    expect(clock.pending).toBe(1)
    await realPause(50)
    block(60)
    await realPause(50)
    await clock.advance(5_000)
    expect(values.get('event_loop_delay_max')).toBeGreaterThan(40)
    expect(values.get('event_loop_delay_p99')).toBeGreaterThanOrEqual(0)
    await monitor.stop()
    await monitor.stop()
    expect(clock.pending).toBe(0)
  })
})

describe('MemoryMonitor', () => {
  it('records at once and every ten seconds, until it is stopped', async () => {
    const clock = new ManualClock()
    const names: string[] = []
    const monitor = new MemoryMonitor({
      clock,
      readUsage: () => ({ mainBytes: 1, pageBytes: 2, totalBytes: 6, otherBytes: { gpu: 3 } }),
      record: (name) => names.push(name),
    })
    await monitor.run()
    expect(names).toEqual(['memory_main', 'memory_pages', 'memory_total', 'memory.gpu'])
    await clock.advance(20_000)
    expect(names).toHaveLength(12)
    await monitor.stop()
    expect(clock.pending).toBe(0)
  })
})

describe('watchProcessErrors', () => {
  function watch() {
    const source = new EventEmitter()
    const clock = new ManualClock()
    const fatal: unknown[] = []
    const cancel = watchProcessErrors({
      source,
      clock,
      logger: silentLogger,
      onFatal: (error) => fatal.push(error),
    })
    return { source, clock, fatal, cancel }
  }

  it('ends the app in order, once, after an exception nobody caught', () => {
    const { source, fatal } = watch()
    source.emit('uncaughtException', new Error('first'))
    source.emit('uncaughtException', new Error('second'))
    expect(fatal).toEqual([new Error('first')])
  })

  it('goes on after single rejections, but not in a flood of them', async () => {
    const { source, clock, fatal } = watch()
    for (let minute = 0; minute < 5; minute += 1) {
      for (let time = 0; time < 20; time += 1) source.emit('unhandledRejection', new Error('lost'))
      await clock.advance(60_000)
    }
    expect(fatal).toEqual([])
    for (let time = 0; time < 21; time += 1) source.emit('unhandledRejection', new Error('flood'))
    expect(fatal).toHaveLength(1)
  })

  it('tells of each error before it logs it', () => {
    const order: string[] = []
    const source = new EventEmitter()
    const logger = { ...silentLogger, error: (message: string) => order.push(message) }
    const onError = (error: unknown, kind: string) => order.push(`${kind}: ${String(error)}`)
    watchProcessErrors({ source, clock: new ManualClock(), logger, onError, onFatal: () => order.push('end') })
    source.emit('uncaughtException', new Error('first'))
    source.emit('unhandledRejection', new Error('second'))
    expect(order).toEqual([
      'exception: Error: first',
      'an exception was not caught; the app ends',
      'end',
      'rejection: Error: second',
      'a rejection was not handled',
    ])
  })

  it('does not mind that nobody reads its output any more', () => {
    const { source, fatal } = watch()
    source.emit('uncaughtException', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(fatal).toEqual([])
  })

  it('releases its listeners', () => {
    const { source, cancel } = watch()
    cancel()
    expect(source.eventNames()).toEqual([])
  })
})

function realPause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function block(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}
