import { Search } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { SearchBox } from '../components/SearchBox.tsx'
import { focusGrid } from './focus-grid.ts'
import { usePageKeys } from './page-keys.ts'

interface TextFilterProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A search box that `/` leads to; Enter or Down leads on to the rows, Esc empties it. */
export function TextFilter({ label, placeholder, value, onChange }: TextFilterProps) {
  const box = useRef<HTMLInputElement>(null)
  usePageKeys({ '/': () => box.current?.focus() })
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && value !== '') onChange('')
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') focusGrid()
    else return
    event.preventDefault()
  }
  return (
    <SearchBox
      ref={box}
      label={label}
      placeholder={placeholder}
      icon={<Search size={14} strokeWidth={1.5} aria-hidden />}
      hint="/"
      value={value}
      onChange={onChange}
      onKeyDown={onKeyDown}
    />
  )
}
