import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { deferred } from '../../../../src/renderer/app/deferred.tsx'
import { setUpTexts } from '../../../../src/renderer/i18n/setup.ts'
import { open } from '../support.tsx'

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
    open(<Later name="It" />)
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
    const { stop } = open(<Later name="It" />)
    await screen.findByRole('alert')
    stop()
    isBroken = false
    render(<Later name="It" />)
    expect(await screen.findByText('It is here')).toBeTruthy()
  })

  it('that could not be loaded is fetched once more by whoever stands for it', async () => {
    let isBroken = true
    const load = async () => {
      if (isBroken) throw new Error('no such file')
      return Part
    }
    const failed = ({ onRetry }: { onRetry: () => void }) => (
      <button type="button" onClick={onRetry}>
        Once more
      </button>
    )
    const Later = deferred(load, { waiting: () => <p>a moment</p>, failed })
    render(<Later name="It" />)
    fireEvent.click(await screen.findByRole('button', { name: 'Once more' }))
    expect(screen.getByText('a moment')).toBeTruthy()
    isBroken = false
    fireEvent.click(await screen.findByRole('button', { name: 'Once more' }))
    expect(await screen.findByText('It is here')).toBeTruthy()
  })

  it('loads the window again only after what was typed is given up', async () => {
    const reload = vi.spyOn(location, 'reload').mockReturnValue(undefined)
    const Later = deferred<{ name: string }>(() => Promise.reject(new Error('no such file')))
    const { outpost } = open(<Later name="It" />)
    let proceed: (() => void) | null = null
    act(() =>
      outpost.ui.getState().guard((leave) => {
        proceed = leave
        return false
      }),
    )
    fireEvent.click(await screen.findByRole('button', { name: 'Load the window again' }))
    expect(reload).not.toHaveBeenCalled()
    const leave = proceed as (() => void) | null
    leave?.()
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('never rejects while it is fetched ahead', async () => {
    const Later = deferred<{ name: string }>(() => Promise.reject(new Error('no such file')))
    await expect(Later.preload()).resolves.toBeUndefined()
  })
})
