import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { dataOf } from '../../../../src/renderer/app/devices/device-row.ts'
import { checkDraft, checkTouched, EMPTY_DRAFT } from '../../../../src/renderer/features/devices/device-form.ts'
import { STRANGE_NAMES } from '../../../../tools/preview/fleet.ts'
import { deviceView, layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

/** Of all cells of a row together: four of them hold the name. */
const LONGEST = 2_000
const TURNING = /[\u202a-\u202e]/

async function openStrange() {
  const opened = open(<App />, { scenario: 'strange' })
  await screen.findByRole('grid', { name: 'Devices' })
  return opened
}

const rowOf = (index: number) =>
  document.querySelector<HTMLElement>(`[data-entity-id="dev-${String(index + 1).padStart(4, '0')}"]`) as HTMLElement

describe('a device with a name that nobody should have given it', () => {
  it.each(STRANGE_NAMES.map((name, index) => [index, name.slice(0, 20)]))(
    'is a row, a detail and a question like any other: number %i, %s',
    async (index) => {
      await openStrange()
      fireEvent.change(screen.getByRole('searchbox', { name: 'Search devices' }), {
        target: { value: `dev-${String(index + 1).padStart(4, '0')}` },
      })
      await waitFor(() => expect(rowOf(index)).not.toBeNull())
      const row = rowOf(index)
      expect(row.textContent?.length).toBeLessThan(LONGEST)
      expect(row.getAttribute('aria-label')?.length).toBeLessThan(LONGEST)
      expect(`${row.textContent}${row.getAttribute('aria-label')}`).not.toMatch(TURNING)
      fireEvent.click(row)
      const panel = await screen.findByRole('region', { name: 'Device details' })
      const heading = within(panel).getByRole('heading', { level: 2 })
      expect(heading.querySelector('bdi')?.textContent.length).toBeLessThanOrEqual(400)
      expect(heading.textContent).not.toMatch(TURNING)
      fireEvent.click(within(panel).getByRole('button', { name: 'Reboot' }))
      const question = await screen.findByRole('alertdialog')
      expect(question.textContent.length).toBeLessThan(LONGEST)
      expect(question.textContent).not.toMatch(TURNING)
      expect(question.querySelector('b')).toBeNull()
    },
  )

  it('does not keep its other values from being changed', () => {
    const view = deviceView('d')
    const data = dataOf({ ...view, data: { ...view.data, name: 'A'.repeat(10_000) } })
    expect(checkTouched(data, { location: 'roof' })).toEqual({ changes: { location: 'roof' }, problems: {} })
    expect(checkTouched(data, { location: 'x'.repeat(201) })).toEqual({
      changes: null,
      problems: { location: { kind: 'tooLong', max: 200 } },
    })
  })

  it('is not made here: 10,000 characters are refused, emoji and right-to-left names are taken', () => {
    const named = (name: string) => checkDraft({ ...EMPTY_DRAFT, name, site: 'Central' })
    expect(named('A'.repeat(10_000)).problems).toEqual({ name: { kind: 'tooLong', max: 200 } })
    expect(named('שלום 🇩🇪').data?.name).toBe('שלום 🇩🇪')
  })
})
