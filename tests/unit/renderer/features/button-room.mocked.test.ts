import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { roomForButtons } from '../../../../src/renderer/features/pending/button-room.ts'
import { de } from '../../../../src/renderer/i18n/de/texts.ts'
import { layOut } from '../support.tsx'

layOut()

describe('the column of buttons among the pending operations', () => {
  it('is as wide as the English words need', () => {
    expect(roomForButtons(i18next.getFixedT('en'))).toBe(201)
  })

  it('is wider where the words are longer', () => {
    i18next.addResourceBundle('de', 'translation', de)
    // „Erneut bestätigen“ and „Zurücknehmen“ have 29 letters.
    expect(roomForButtons(i18next.getFixedT('de'))).toBe(248)
  })

  it('gives a Japanese letter the room of two', () => {
    i18next.addResourceBundle('ja', 'translation', { action: { keepMine: '自分の値を保持する', rollBack: '取り消し' } })
    expect(roomForButtons(i18next.getFixedT('ja'))).toBe(52 + 13 * 12)
  })
})
