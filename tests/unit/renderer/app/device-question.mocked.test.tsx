import { render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { DeviceQuestion } from '../../../../src/renderer/app/devices/DeviceQuestion.tsx'
import { ja } from '../../../../src/renderer/i18n/ja/texts.ts'
import { layOut } from '../support.tsx'

layOut()

const GATE = { id: 'd1', name: 'Gate 1' }
const LOBBY = { id: 'd2', name: 'Lobby 2' }

function ask(devices: readonly { id: string; name: string }[]): void {
  render(<DeviceQuestion question={{ verb: 'reboot', devices, act: () => {} }} onClose={() => {}} />)
}

describe('the question before a reboot', () => {
  afterEach(() => i18next.changeLanguage('en'))

  it('names the one device once, in its title', () => {
    ask([GATE])
    expect(screen.getByRole('heading').textContent).toBe('Reboot Gate 1?')
    expect(screen.queryByRole('listitem')).toBeNull()
  })

  it('names the one device below, in a language that has no singular', async () => {
    i18next.addResourceBundle('ja', 'translation', ja)
    await i18next.changeLanguage('ja')
    ask([GATE])
    expect(screen.getByRole('heading').textContent).toBe('1台のデバイスを再起動しますか？')
    expect(screen.getByRole('listitem').textContent).toBe('Gate 1')
  })

  it('names each of several', () => {
    ask([GATE, LOBBY])
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['Gate 1', 'Lobby 2'])
  })
})
