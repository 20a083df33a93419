import { expect, it, vi } from 'vitest'
import { followSteps } from '../../../src/main/windows/window-steps.ts'
import { FakeWindow } from '../../support/fake-window.ts'

it('takes the system’s commands for back and forward, and leaves others alone', () => {
  const window = new FakeWindow(1)
  const steps: string[] = []
  followSteps(window.asWindow, (step) => steps.push(step))
  const preventDefault = vi.fn<() => void>()
  for (const command of ['browser-backward', 'browser-forward', 'volume-mute']) {
    window.emit('app-command', { preventDefault }, command)
  }
  expect(steps).toEqual(['back', 'forward'])
  expect(preventDefault).toHaveBeenCalledTimes(2)
})
