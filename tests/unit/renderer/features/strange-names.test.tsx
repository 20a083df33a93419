import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, open } from '../support.tsx'

layOut()

/** What turns the text behind it around, other than the isolates that the product sets itself. */
const TURNING = /[\u202a-\u202e\u2066\u2067]/
/** The longest name is shown with 200 characters, and twice in one sentence. */
const ENDLESS = /A{201}/

/** Everything that is drawn, and everything that is read out or shown on hover. */
function everyText(): readonly string[] {
  return [...document.body.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [])),
    element.getAttribute('aria-label') ?? '',
    element.getAttribute('title') ?? '',
  ])
}

describe('names that nobody should have given a device', () => {
  it.each([
    { page: 'health', title: 'Health & alarms', last: 'bold</b>' },
    { page: 'pending', title: 'Pending operations', last: 'bold</b>' },
    { page: 'conflicts', title: 'Conflicts', last: 'bold</b>' },
    // The most urgent only.
    { page: 'attention', title: 'All sites', last: 'מסך כניסה 12' },
  ] as const)('are cut and set off wherever the page says them: $page', async ({ page, title, last }) => {
    const { outpost } = open(<App />, { scenario: 'strange', deviceCount: 400 })
    act(() => outpost.ui.getState().go(page))
    await screen.findByRole('heading', { level: 1, name: title })
    await waitFor(() => expect(everyText().some((text) => text.includes('eltit desrever'))).toBe(true))
    const texts = everyText()
    expect(texts.filter((text) => ENDLESS.test(text)).map((text) => text.slice(0, 80))).toEqual([])
    expect(texts.filter((text) => TURNING.test(text))).toEqual([])
    expect(texts.some((text) => text.includes(last))).toBe(true)
    expect(document.querySelector('main b')).toBeNull()
  })
})
