import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { rememberTexts } from '../../../../src/renderer/i18n/remembered-texts.ts'

it('looks a text without values up once, and one with values each time', () => {
  const texts = createInstance()
  void texts.init({
    lng: 'en',
    resources: { en: { translation: { plain: 'Online', filled: '{{n}} devices' } } },
    initAsync: false,
  })
  let looks = 0
  const make = texts.getFixedT.bind(texts) as unknown as () => object
  texts.getFixedT = (() => {
    const look = make() as (...of: unknown[]) => string
    return (...of: unknown[]) => {
      looks += 1
      return look(...of)
    }
  }) as unknown as typeof texts.getFixedT
  rememberTexts(texts)
  const t = texts.getFixedT('en', 'translation') as unknown as (key: string, values?: object) => string
  expect([t('plain'), t('plain'), t('filled', { n: 1 }), t('filled', { n: 2 })]).toEqual([
    'Online',
    'Online',
    '1 devices',
    '2 devices',
  ])
  expect(looks).toBe(3)
  expect(texts.getFixedT('en', 'translation')).toBe(t)
})
