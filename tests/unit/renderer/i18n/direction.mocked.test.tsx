import { render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { useLocale } from 'react-aria-components/I18nProvider'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { directionOf, followLanguage } from '../../../../src/renderer/i18n/direction.ts'
import { foreignText, inSentence } from '../../../../src/renderer/i18n/foreign-text.ts'
import { formatAge, formatDayAndTime, formatMs } from '../../../../src/renderer/i18n/format.ts'
import { PSEUDO_RIGHT_TO_LEFT, rightToLeftText } from '../../../../src/renderer/i18n/pseudo.ts'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { layOut, open } from '../support.tsx'

function Probe() {
  return <p>React Aria: {useLocale().direction}</p>
}
vi.mock('../../../../src/renderer/features/shell/Shell.tsx', () => ({ Shell: () => <Probe /> }))

layOut()
let end: () => void = () => undefined
beforeAll(() => {
  setUpTexts()
})
afterEach(async () => {
  await i18next.changeLanguage('en')
  end()
})

const root = () => document.documentElement

describe('the direction of the lines', () => {
  it.each([
    ['en', 'ltr'],
    ['de-DE', 'ltr'],
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['fa', 'rtl'],
    ['az-Arab', 'rtl'],
    ['az', 'ltr'],
    [PSEUDO_RIGHT_TO_LEFT, 'rtl'],
  ])('of %s is %s', (language, direction) => {
    expect(directionOf(language)).toBe(direction)
  })

  it('is that of the language that is shown, on the document and for React Aria, whatever the system speaks', async () => {
    const system = vi.spyOn(navigator, 'language', 'get').mockReturnValue('ar-EG')
    end = followLanguage(i18next)
    open(<App />)
    expect([root().lang, root().dir]).toEqual(['en', 'ltr'])
    expect(screen.getByText('React Aria: ltr')).toBeTruthy()
    system.mockReturnValue('en-GB')
    await i18next.changeLanguage('he')
    expect([root().lang, root().dir]).toEqual(['he', 'rtl'])
    expect(await screen.findByText('React Aria: rtl')).toBeTruthy()
    system.mockRestore()
  })
})

describe('where lines run from right to left', () => {
  it('names, dates and places in a sentence keep their own order', async () => {
    end = followLanguage(i18next)
    expect([foreignText('Gate 1 (new)'), inSentence('10.0.0.1:80')]).toEqual(['Gate 1 (new)', '10.0.0.1:80'])
    await i18next.changeLanguage(PSEUDO_RIGHT_TO_LEFT)
    expect(foreignText('Gate 1 (new)')).toBe('\u2068Gate 1 (new)\u2069')
    expect(foreignText(foreignText('Gate 1 (new)'))).toBe('\u2068Gate 1 (new)\u2069')
    expect(inSentence('10.0.0.1:80')).toBe('\u206810.0.0.1:80\u2069')
    expect(foreignText('')).toBe('')
    expect(formatDayAndTime(0)).toMatch(/^\u2068.+\u2069$/)
    expect(formatMs(i18next.t, 12)).toMatch(/^\u2068.+\u2069$/)
    expect(formatAge(i18next.t, 3_000)).toMatch(/^\u2068.+\u2069$/)
  })

  it('the words of the made-up language are turned, what is filled in and markup are not', () => {
    expect(rightToLeftText('Ask {{name}} <b>now</b>')).toBe('\u202eAsk\u202c {{name}} <b>\u202enow\u202c</b>')
    render(<p>{rightToLeftText('Done')}</p>)
    expect(document.body.textContent).toContain('\u202eDone\u202c')
  })
})
