import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { deferred } from '../../../../src/renderer/app/deferred.tsx'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'

setUpTexts()
afterEach(cleanup)

function Part({ name }: { name: string }) {
  return <p>{name} is here</p>
}

describe('a deferred part', () => {
  it('shows what stands for it until it is here', async () => {
    const Later = deferred(async () => Part, { waiting: () => <p>a moment</p> })
    render(<Later name="It" />)
    expect(screen.getByText('a moment')).toBeTruthy()
    expect(await screen.findByText('It is here')).toBeTruthy()
  })

  it('is drawn in the same pass when somebody wanted it before', async () => {
    const Later = deferred(async () => Part)
    await Later.preload()
    render(<Later name="It" />)
    expect(screen.getByText('It is here')).toBeTruthy()
  })

  it('says that it could not be loaded, and can be put away', async () => {
    const Later = deferred<{ name: string }>(() => Promise.reject(new Error('no such file')))
    render(<Later name="It" />)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('could not be loaded')
    expect(screen.getByRole('button', { name: 'Load the window again' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('that could not be loaded is asked for again when it is opened again', async () => {
    let isBroken = true
    const Later = deferred(async () => {
      if (isBroken) throw new Error('no such file')
      return Part
    })
    const { unmount } = render(<Later name="It" />)
    await screen.findByRole('alert')
    unmount()
    isBroken = false
    render(<Later name="It" />)
    expect(await screen.findByText('It is here')).toBeTruthy()
  })

  it('never rejects while it is fetched ahead', async () => {
    const Later = deferred<{ name: string }>(() => Promise.reject(new Error('no such file')))
    await expect(Later.preload()).resolves.toBeUndefined()
  })
})
