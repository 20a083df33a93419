import type { ReactNode } from 'react'
import { helpAddress } from './help-places.ts'

interface HelpLinkProps {
  readonly topic: string
  readonly isCurrent?: boolean
  /** It is what a search found. */
  readonly isFound?: boolean
  readonly className?: string | undefined
  readonly onOpen: (topic: string) => void
  readonly children: ReactNode
}

/** A link to a place in the help. Its address opens the same place in a window of its own. */
export function HelpLink({ topic, isCurrent = false, isFound = false, className, onOpen, children }: HelpLinkProps) {
  return (
    <a
      href={helpAddress(topic)}
      className={className}
      aria-current={isCurrent ? 'true' : undefined}
      data-found={isFound ? '' : undefined}
      onClick={(event) => {
        event.preventDefault()
        onOpen(topic)
      }}
    >
      {children}
    </a>
  )
}
