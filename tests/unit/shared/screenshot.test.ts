import { describe, expect, it } from 'vitest'
import { deviceReportedSchema } from '#shared/domain/entities.ts'
import { MAX_SCREENSHOT_CHARACTERS, screenshotSchema } from '#shared/protocol/screenshot.ts'
import { MAX_MESSAGE_BYTES } from '#shared/protocol/version.ts'

const KEY = '00000000-0000-4000-8000-000000000001'
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNIAAAAYgBhHBADfwAAAABJRU5ErkJggg=='
const picture = { key: KEY, at: 5, mediaType: 'image/png', width: 1, height: 1, data: PNG }

const isTaken = (change: object): boolean => screenshotSchema.safeParse({ ...picture, ...change }).success

describe('a picture of a screen', () => {
  it('is taken when it is of the kind that it says', () => {
    expect(isTaken({})).toBe(true)
    expect(isTaken({ mediaType: 'image/jpeg' })).toBe(false)
    expect(isTaken({ mediaType: 'image/svg+xml' })).toBe(false)
    expect(isTaken({ data: Buffer.from('<svg onload="alert(1)"/>').toString('base64') })).toBe(false)
  })

  it('is refused when it is no base64, has no size, or is larger than a message', () => {
    expect(isTaken({ data: `${PNG}"><script>` })).toBe(false)
    expect(isTaken({ width: 0 })).toBe(false)
    expect(isTaken({ data: PNG.padEnd(MAX_SCREENSHOT_CHARACTERS + 4, 'A') })).toBe(false)
    expect(MAX_SCREENSHOT_CHARACTERS + 1_000).toBeLessThan(MAX_MESSAGE_BYTES)
  })
})

describe('what a device reports', () => {
  const health = { score: 90, cpu: 1, memory: 1, storage: 1, temperature: 30 }

  it('may name a command that only a newer console knows', () => {
    const lastCommand = { key: KEY, command: 'dance', result: 'done', at: 5 }
    const reported = { status: 'online', lastSeenAt: 5, health, lastCommand, screenshot: { key: KEY, at: 5 } }
    expect(deviceReportedSchema.parse(reported)).toEqual(reported)
  })
})
