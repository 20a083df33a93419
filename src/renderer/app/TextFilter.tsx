import { useRef } from 'react'
import { PageSearch } from '../components/PageSearch.tsx'
import { focusGrid } from './focus-grid.ts'
import { usePageKeys } from './page-keys.ts'

interface TextFilterProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The search box of a list: `/` leads to it; Enter or Down leads on to the rows, Esc empties it, then goes there too. */
export function TextFilter({ label, placeholder, value, onChange }: TextFilterProps) {
  const box = useRef<HTMLInputElement>(null)
  usePageKeys({ '/': () => box.current?.focus() })
  return (
    <PageSearch
      ref={box}
      label={label}
      placeholder={placeholder}
      query={value}
      onSearch={onChange}
      onLeave={focusGrid}
      isLeftByEscape
    />
  )
}
