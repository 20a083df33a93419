import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { PageFrame } from '../../../../src/renderer/components/PageFrame.tsx'
import { Tabs } from '../../../../src/renderer/components/Tabs.tsx'
import { layOut } from '../support.tsx'

layOut()

type View = 'waiting' | 'decided' | 'rules'

function Page() {
  const [view, setView] = useState<View>('waiting')
  const tabs = (
    <Tabs<View>
      label="What is shown"
      value={view}
      onChange={setView}
      options={[
        { value: 'waiting', text: 'To decide', count: '12' },
        { value: 'decided', text: 'Decided' },
        { value: 'rules', text: 'Rules' },
      ]}
    />
  )
  // Each view has a frame of its own, as on the pages that fetch their views.
  return (
    <PageFrame key={view} title="Conflicts" tab={view} tools={tabs}>
      <p>{`All of ${view}`}</p>
    </PageFrame>
  )
}

const tab = (name: string) => screen.getByRole('tab', { name })
const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key })

describe('the tabs of a page', () => {
  it('say which is chosen, and name what they show', () => {
    render(<Page />)
    expect(screen.getByRole('tablist', { name: 'What is shown' })).toBeDefined()
    const isChosen = screen.getAllByRole('tab').map((one) => one.getAttribute('aria-selected'))
    expect(isChosen).toEqual(['true', 'false', 'false'])
    const panel = screen.getByRole('tabpanel', { name: /^To decide/ })
    expect(panel.textContent).toBe('All of waiting')
    expect(screen.getByRole('tab', { selected: true }).getAttribute('aria-controls')).toBe(panel.id)
    expect(panel.contains(screen.getByRole('heading', { name: 'Conflicts' }))).toBe(false)
    fireEvent.click(tab('Decided'))
    expect(screen.getByRole('tabpanel', { name: 'Decided' }).textContent).toBe('All of decided')
  })

  it('are one stop for Tab, and are chosen by the arrows, Home and End, which keep the focus among them', () => {
    render(<Page />)
    expect(screen.getAllByRole('tab').map((one) => one.tabIndex)).toEqual([0, -1, -1])
    act(() => screen.getByRole('tab', { selected: true }).focus())
    press('ArrowRight')
    expect(document.activeElement).toBe(tab('Decided'))
    expect(tab('Decided').getAttribute('aria-selected')).toBe('true')
    press('End')
    expect(document.activeElement).toBe(tab('Rules'))
    press('ArrowRight')
    expect(document.activeElement?.textContent).toMatch(/^To decide/)
    press('ArrowLeft')
    expect(document.activeElement).toBe(tab('Rules'))
    press('Home')
    expect(screen.getByRole('tabpanel').textContent).toBe('All of waiting')
  })
})
