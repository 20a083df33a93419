import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFileLogger } from '../../../src/main/platform/log-files.ts'
import { LOG_FILE_BYTES, LOG_FILES, rotateLogFiles } from '../../../src/main/platform/log-rotation.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'outpost-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the log files', () => {
  it('hold one line of JSON per message, without secrets', () => {
    const logger = createFileLogger({ folder, clock: new ManualClock(), level: 'info', isOnConsole: false })
    logger.child('outbox').child('lanes').info('100 %d %s done', { token: 'hunter2' })
    logger.debug('not written')
    const [line = '', ...rest] = readFileSync(join(folder, 'main.log'), 'utf8').trimEnd().split('\n')
    expect(rest).toEqual([])
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      scope: 'outbox.lanes',
      message: '100 %d %s done',
      data: { token: '[redacted]' },
    })
  })

  it.skipIf(process.platform === 'win32')('are for the user only', () => {
    expect(statSync(join(folder, 'main.log')).mode & 0o077).toBe(0)
  })

  it('turn over when they are full', () => {
    const full = mkdtempSync(join(folder, 'full-'))
    writeFileSync(join(full, 'main.log'), 'x'.repeat(LOG_FILE_BYTES + 1))
    createFileLogger({ folder: full, clock: new ManualClock(), level: 'info', isOnConsole: false }).warn(
      'first of the new',
    )
    expect(readdirSync(full).toSorted()).toEqual(['main.1.log', 'main.log'])
    expect(readFileSync(join(full, 'main.log'), 'utf8')).toContain('first of the new')
  })

  it('are five at most, the oldest going first', () => {
    const turned = mkdtempSync(join(folder, 'turned-'))
    const path = join(turned, 'main.log')
    for (let number = 1; number <= 8; number += 1) {
      writeFileSync(path, String(number))
      rotateLogFiles(path)
    }
    writeFileSync(path, '9')
    const files = readdirSync(turned).toSorted()
    expect(files).toHaveLength(LOG_FILES)
    expect(files.map((file) => readFileSync(join(turned, file), 'utf8'))).toEqual(['8', '7', '6', '5', '9'])
  })
})
