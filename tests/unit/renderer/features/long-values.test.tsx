import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { LongText } from '../../../../src/renderer/app/LongText.tsx'
import { withCodes } from '../../../../src/renderer/i18n/foreign-text.ts'
import { LONG_VALUES } from '../../../../tools/preview/strange-operations.ts'
import { layOut, open } from '../support.tsx'

layOut()

const ALL = `Show all ${LONG_VALUES.mine.length.toLocaleString('en-GB')} characters`

async function openLong(page: 'conflicts' | 'pending') {
  const opened = open(<App />, { scenario: 'strange', deviceCount: 60 })
  const operation = opened.fake.queue.operations.find(({ fields }) => fields['location'] === LONG_VALUES.mine)
  act(() => opened.outpost.ui.getState().go(page, { operationKey: operation?.key ?? '' }))
  const label = page === 'conflicts' ? 'Conflict details' : 'Operation details'
  return { ...opened, panel: await screen.findByRole('region', { name: label }) }
}

describe('a very long value', () => {
  it('in a conflict shows first where the two differ, and the rest in place', async () => {
    const { panel } = await openLong('conflicts')
    const mine = within(panel)
      .getByRole('radio', { name: /Use yours/ })
      .closest('td') as HTMLElement
    expect(mine.textContent?.length).toBeLessThan(600)
    expect(mine.querySelector('mark')?.textContent).toBe('the north entrance')
    expect(mine.textContent).toContain('Differs from character 5,')
    const button = within(mine).getByRole('button', { name: ALL })
    expect(button.getAttribute('aria-expanded')).toBe('false')
    expect(button.closest('label')).toBeNull()
    button.focus()
    fireEvent.click(button)
    expect(mine.textContent?.includes(withCodes(LONG_VALUES.mine))).toBe(true)
    expect(document.activeElement).toBe(within(mine).getByRole('button', { name: 'Show less' }))
    fireEvent.click(within(mine).getByRole('button', { name: 'Show less' }))
    expect(mine.textContent?.length).toBeLessThan(600)
  })

  it('is chosen by a click on what is shown of it', async () => {
    const { panel } = await openLong('conflicts')
    const radio = within(panel).getByRole<HTMLInputElement>('radio', { name: /Use theirs/ })
    fireEvent.click(radio.closest('label')?.querySelector('mark') as HTMLElement)
    expect(radio.checked).toBe(true)
  })

  it('is whole in the raw JSON', async () => {
    const { panel } = await openLong('conflicts')
    fireEvent.click(within(panel).getByRole('button', { name: 'Raw JSON' }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent?.includes(JSON.stringify(LONG_VALUES.mine))).toBe(true)
  })

  it('of a pending operation is shortened to where it differs, too', async () => {
    const { panel } = await openLong('pending')
    const values = await within(panel).findByRole('region', { name: 'Values' })
    expect(within(values).getAllByRole('button', { name: /^Show all/ }).length).toBeGreaterThan(1)
    expect([...values.querySelectorAll('mark')].map((mark) => mark.textContent)).toContain('the north entrance')
    expect(values.textContent?.length).toBeLessThan(2_000)
  })
})

describe('a value', () => {
  it('that is short is shown as it is, with what cannot be seen as its code', () => {
    open(<LongText text={'a\u202eb\nc 🧑‍🚒 عربي'} />)
    expect(document.querySelector('bdi')?.textContent).toBe('a[U+202E]b\nc 🧑‍🚒 عربي')
    expect(screen.queryByRole('button')).toBeNull()
  })
})
