import { useState } from 'react'
import { Button } from './Button.tsx'

interface CopyButtonProps {
  readonly text: string
  readonly label: string
  /** Said in its place once it is done. */
  readonly copied: string
  readonly className?: string | undefined
}

/** Puts a text on the clipboard of the system. */
export function CopyButton({ text, label, copied, className }: CopyButtonProps) {
  const [last, setLast] = useState<string | null>(null)
  return (
    <Button
      className={className}
      onClick={() => {
        if (copyText(text)) setLast(text)
      }}
    >
      {last === text ? copied : label}
    </Button>
  )
}

/** The window has no permission for the clipboard, and needs none: a person has just pressed a button to copy. */
function copyText(text: string): boolean {
  const write = (event: ClipboardEvent) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    event.clipboardData?.setData('text/plain', text)
  }
  document.addEventListener('copy', write, { capture: true, once: true })
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', write, { capture: true })
  }
}
