import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { followSpokenLanguage, speakFromTheStart } from '../../../../src/renderer/app/spoken-language.ts'
import { followLanguage } from '../../../../src/renderer/i18n/direction.ts'
import { formatNumber } from '../../../../src/renderer/i18n/format.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
const german = vi.hoisted(() => ({ isBroken: false }))
vi.mock(import('../../../../src/renderer/i18n/de/texts.ts'), async (original) => {
  if (german.isBroken) throw new Error('the file is damaged')
  return original()
})
let ends: readonly (() => void)[] = []
afterEach(async () => {
  german.isBroken = false
  for (const end of ends) end()
  await act(() => i18next.changeLanguage('en'))
})

function openWindow(): Opened {
  const opened = open(<App />)
  ends = [followLanguage(i18next), followSpokenLanguage(opened.outpost), opened.stop]
  return opened
}

async function setLanguage({ outpost }: Opened, language: string): Promise<void> {
  await act(async () => void (await outpost.client.request('settings:update', { changes: { language } })))
}

describe('the language of a window', () => {
  it('changes at once with the setting, and keeps what is typed, where the focus is and what is chosen', async () => {
    const opened = openWindow()
    const search = await screen.findByRole('searchbox', { name: i18next.t('devices.search') })
    search.focus()
    fireEvent.change(search, { target: { value: 'gate' } })
    await setLanguage(opened, 'ar')
    await waitFor(() => expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['ar', 'rtl']))
    expect(screen.getByRole('searchbox', { name: i18next.t('devices.search') })).toBe(search)
    expect([(search as HTMLInputElement).value, document.activeElement]).toEqual(['gate', search])
    await setLanguage(opened, 'en')
    await waitFor(() => expect(document.documentElement.dir).toBe('ltr'))
  })

  it('writes numbers as it does, and as before when it is back', async () => {
    const opened = openWindow()
    await setLanguage(opened, 'fr')
    await waitFor(() => expect(formatNumber(12_345)).toBe('12\u202f345'))
    await setLanguage(opened, 'en')
    await waitFor(() => expect(formatNumber(12_345)).toBe('12,345'))
  })

  it('is chosen by its own name on the first page, unless an administrator has', async () => {
    const { outpost, stop } = open(<App />, { isFirstRun: true })
    const choice = within(await screen.findByRole('region', { name: 'Welcome to Outpost Console' }))
    fireEvent.change(choice.getByRole('combobox', { name: 'Language' }), { target: { value: 'ja' } })
    await waitFor(() => expect(outpost.app.getState().settings?.language).toBe('ja'))
    stop()
    ends = [open(<App />, { isFirstRun: true, locks: ['language'] }).stop]
    const locked = await screen.findByRole('combobox', { name: 'Language' })
    await waitFor(() => expect((locked as HTMLSelectElement).disabled).toBe(true))
    expect(screen.getByText('Locked by your administrator')).toBeTruthy()
  })

  it('is found in the palette by its own name and by the English one, with undo', async () => {
    const { outpost } = openWindow()
    await screen.findByRole('grid', { name: 'Devices' })
    for (const words of ['日本', 'japanese']) {
      act(() => outpost.ui.getState().show({ isPaletteOpen: true, typedAhead: words }))
      fireEvent.click(await screen.findByRole('option', { name: 'Language: 日本語' }))
      await waitFor(() => expect(outpost.app.getState().settings?.language).toBe('ja'))
      await waitFor(() => expect(i18next.language).toBe('ja'))
      // The notice is in the language that was chosen, like all else.
      fireEvent.click(await screen.findByRole('button', { name: '元に戻す' }))
      await waitFor(() => expect(i18next.language).toBe('en'))
    }
  })

  it('stays when the texts of another one cannot be read, says so, and tries again when asked', async () => {
    german.isBroken = true
    const opened = openWindow()
    await setLanguage(opened, 'de')
    expect(await screen.findByText(/The texts in Deutsch could not be read/)).toBeTruthy()
    expect(document.documentElement.lang).toBe('en')
    german.isBroken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(document.documentElement.lang).toBe('de'))
  })

  it('is read before anything is drawn, when the page was served in it', async () => {
    const root = document.createElement('html')
    root.lang = 'ja'
    await speakFromTheStart(root)
    expect(i18next.language).toBe('ja')
    root.lang = 'xx'
    await speakFromTheStart(root)
    expect(i18next.language).toBe('ja')
  })
})
