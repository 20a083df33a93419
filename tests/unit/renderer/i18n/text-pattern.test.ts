import { describe, expect, it } from 'vitest'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { textPattern } from '../../../../src/renderer/i18n/text-pattern.ts'

const t = setUpTexts()

describe('a pattern of texts', () => {
  it('makes the texts that looking them up would make', () => {
    const label = textPattern(['name', 'status'], (values) => t('devices.row.label', values))
    const values = { name: 'Gate {{status}} $& <b>', status: 'Online' }
    expect(label(values)).toBe('Gate {{status}} $& <b>, Online')
    expect(label({ name: 'Hall 1', status: 'Idle' })).toBe(t('devices.row.label', { name: 'Hall 1', status: 'Idle' }))
  })

  it('is looked up once', () => {
    let looks = 0
    const select = textPattern(['name'], (values) => {
      looks += 1
      return t('devices.row.selectOne', values)
    })
    expect([select({ name: 'A' }), select({ name: 'B' })]).toEqual(['Select A', 'Select B'])
    expect(looks).toBe(1)
  })
})
