import { describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { observedLogger } from '../../../src/main/platform/observed-logger.ts'

describe('a log that is observed', () => {
  it('tells of warnings and errors with their scope, and logs all as before', () => {
    const lines: string[] = []
    const heard: string[] = []
    const write = (message: string) => lines.push(message)
    const plain = { ...silentLogger, error: write, warn: write, info: write, debug: write }
    const parent: typeof silentLogger = { ...plain, child: () => parent }
    const logger = observedLogger(parent, ({ scope, level, message }) => {
      heard.push(`${scope} ${level} ${message}`)
      throw new Error('the listener fails')
    })
    logger.info('started')
    logger.warn('slow')
    logger.child('outbox').child('lanes').error('stuck')
    expect(lines).toEqual(['started', 'slow', 'stuck'])
    expect(heard).toEqual(['main warn slow', 'outbox.lanes error stuck'])
  })
})
