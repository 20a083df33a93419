import { useEffect, useEffectEvent, useState } from 'react'
import { useClient, useUi } from '../../app/context.tsx'
import { isOverlaid, isTyping } from '../../app/page-keys.ts'
import { measure } from '../../app/time.ts'
import { createPressPairs } from './press-pairs.ts'

/** The buttons at the side of a mouse, as the page numbers them. */
const STEP_OF_BUTTON = new Map<number, -1 | 1>([
  [3, -1],
  [4, 1],
])
const STEP_OF_KEY = new Map<string, -1 | 1>([
  ['BrowserBack', -1],
  ['BrowserForward', 1],
])

/** Back and forward: by keys, by the side buttons of a mouse, and by what the system takes for them. */
export function useSteps(): void {
  const client = useClient()
  const step = useUi((state) => state.step)
  const [isOwnPress] = useState(() => createPressPairs(measure))

  const take = (by: -1 | 1): void => {
    if (!isOverlaid()) step(by)
  }
  const onCommand = useEffectEvent((by: -1 | 1) => {
    if (isOwnPress(by, 'system')) take(by)
  })
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const by = stepOfKey(event)
    if (by === undefined || event.defaultPrevented) return
    event.preventDefault()
    // Of Alt and an arrow the system makes no command.
    if (event.altKey || isOwnPress(by, 'page')) take(by)
  })
  const onButton = useEffectEvent((event: MouseEvent) => {
    const by = STEP_OF_BUTTON.get(event.button)
    if (by === undefined) return
    event.preventDefault()
    if (isOwnPress(by, 'page')) take(by)
  })

  useEffect(() => {
    const [key, button] = [(event: KeyboardEvent) => onKey(event), (event: MouseEvent) => onButton(event)]
    window.addEventListener('keydown', key)
    window.addEventListener('mouseup', button)
    const end = client.subscribe('windows:step', ({ by }) => onCommand(by === 'back' ? -1 : 1))
    return () => {
      window.removeEventListener('keydown', key)
      window.removeEventListener('mouseup', button)
      end()
    }
  }, [client])
}

function stepOfKey(event: KeyboardEvent): -1 | 1 | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event
  if (STEP_OF_KEY.has(key)) return STEP_OF_KEY.get(key)
  if (!altKey || ctrlKey || metaKey || shiftKey) return undefined
  // On a Mac it moves by a word where something is typed.
  if (isTyping(target) && navigator.userAgent.includes('Mac')) return undefined
  if (key === 'ArrowLeft') return -1
  return key === 'ArrowRight' ? 1 : undefined
}
