import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PolicyStatus } from '#shared/domain/settings.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { useDeviceActions } from '../../../../src/renderer/app/devices/use-device-actions.tsx'
import { useChangeSetting } from '../../../../src/renderer/app/hooks/change-setting.ts'
import { speak } from '../../../../src/renderer/i18n/spoken.ts'
import { DEFAULTS, effectiveOf } from '../../../../tools/preview/fake-state.ts'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})
afterEach(async () => {
  await act(() => i18next.changeLanguage('en'))
})

const speakGerman = () => act(async () => void (await speak('de')))

describe('a notice that is shown while the language changes', () => {
  it('names the settings of a policy in the new one', async () => {
    const { fake } = open(<App />, {})
    await screen.findByRole('link', { name: 'Settings' })
    const policy: Partial<PolicyStatus> = {
      state: 'in-force',
      file: '/etc/policy.json',
      revision: 1,
      changed: ['theme', 'kiosk'],
    }
    act(() => fake.emit('settings:changed', effectiveOf(DEFAULTS, new Set(), [], policy)))
    await screen.findByText('Your administrator has changed 2 settings: Theme, Kiosk mode')
    await speakGerman()
    expect(screen.getByText(/^Die Administration hat 2 Einstellungen geändert: Farbschema/)).toBeTruthy()
  })

  it('names the command in the new one', async () => {
    const { outpost } = open(<Restart />, {})
    fireEvent.click(screen.getByRole('button', { name: 'act' }))
    await waitFor(() => expect(outpost.toasts.getState().toasts).toHaveLength(1))
    await speakGerman()
    act(() => outpost.toasts.getState().sayAnew())
    expect(outpost.toasts.getState().toasts[0]?.text).toContain(i18next.t('command.restart'))
    expect(i18next.t('command.restart')).not.toBe('Restart')
  })

  it('gives the reason why a setting was not undone in the new one', async () => {
    const { outpost, fake } = open(<Theme />, {})
    await waitFor(() => expect(outpost.app.getState().settings).not.toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'act' }))
    await waitFor(() => expect(outpost.toasts.getState().toasts).toHaveLength(1))
    fake.answers['settings:update'] = () => Promise.reject(new Error('No room.'))
    act(() => outpost.toasts.getState().toasts[0]?.action?.run())
    await waitFor(() => expect(outpost.toasts.getState().toasts).toHaveLength(2))
    await speakGerman()
    act(() => outpost.toasts.getState().sayAnew())
    expect(outpost.toasts.getState().toasts[1]?.text).toMatch(/^Nicht geändert/)
  })
})

function Restart() {
  const { command } = useDeviceActions()
  return (
    <button type="button" onClick={() => command('restart', [{ id: 'dev-0003', name: 'Gate' }])}>
      act
    </button>
  )
}

function Theme() {
  const change = useChangeSetting('theme', (t) => t('settings.item.theme.name'))
  return (
    <button type="button" onClick={() => void change('light')}>
      act
    </button>
  )
}
