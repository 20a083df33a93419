import type { BrowserWindow } from 'electron'

export type WindowStep = 'back' | 'forward'

const STEPS: ReadonlyMap<string, WindowStep> = new Map([
  ['browser-backward', 'back'],
  ['browser-forward', 'forward'],
])

/** What the system takes for back and forward: keys of a keyboard, side buttons of a mouse whose driver makes them commands. */
export function followSteps(window: BrowserWindow, onStep: (step: WindowStep) => void): void {
  window.on('app-command', (event, command) => {
    const step = STEPS.get(command)
    if (step === undefined) return
    event.preventDefault()
    onStep(step)
  })
}
