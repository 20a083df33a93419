import { useState } from 'react'
import { useClient, useUi } from '../../app/context.tsx'

interface WelcomeControl {
  /** It was answered in this window, whether or not that could be stored. */
  readonly isAnswered: boolean
  readonly startTour: () => void
  /** Never again, unless somebody asks for the tour in the help. */
  readonly dismiss: () => void
}

/** Answers to the welcome, kept in the settings for all windows and all starts. */
export function useWelcome(): WelcomeControl {
  const client = useClient()
  const show = useUi((state) => state.show)
  const [isAnswered, setAnswered] = useState(false)
  const dismiss = () => {
    setAnswered(true)
    // What cannot be stored is asked again at the next start, which does no harm.
    void client.request('settings:update', { changes: { welcome: 'done' } }).catch(() => undefined)
  }
  return {
    isAnswered,
    dismiss,
    startTour() {
      dismiss()
      show({ isTourShown: true })
    },
  }
}
