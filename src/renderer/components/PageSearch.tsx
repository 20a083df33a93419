import { Search } from 'lucide-react'
import type { KeyboardEvent, ReactNode, Ref } from 'react'
import styles from './PageSearch.module.css'
import { SearchBox } from './SearchBox.tsx'

interface PageSearchProps {
  readonly ref: Ref<HTMLInputElement>
  readonly label: string
  readonly placeholder: string
  readonly query: string
  readonly onSearch: (query: string) => void
  /** Enter or Down goes to what was found. */
  readonly onLeave: () => void
  /** Esc in an empty box goes there too. */
  readonly isLeftByEscape?: boolean
  /** How much was found, in words; read out when it changes. Not given: the page says it elsewhere. */
  readonly found?: string
  /** What narrows it down beside the words. */
  readonly children?: ReactNode
}

/** Finds what is on a long page. `/` leads there by the page's own key; Esc empties it. */
export function PageSearch({
  ref,
  label,
  placeholder,
  query,
  onSearch,
  onLeave,
  isLeftByEscape = false,
  found,
  children,
}: PageSearchProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const isEscape = event.key === 'Escape'
    if (isEscape && (query !== '' || !isLeftByEscape)) onSearch('')
    else if (isEscape || event.key === 'Enter' || event.key === 'ArrowDown') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <>
      <SearchBox
        ref={ref}
        label={label}
        placeholder={placeholder}
        icon={<Search size={14} strokeWidth={1.5} aria-hidden />}
        hint="/"
        value={query}
        onChange={onSearch}
        onKeyDown={onKeyDown}
      />
      {children}
      {found === undefined ? null : (
        <span role="status" className={styles['found']}>
          {found}
        </span>
      )}
    </>
  )
}
