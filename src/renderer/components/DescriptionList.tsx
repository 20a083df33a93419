import type { ReactNode } from 'react'
import styles from './DescriptionList.module.css'

interface DescriptionListProps {
  readonly items: readonly { readonly term: string; readonly value: ReactNode }[]
}

export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className={styles['list']}>
      {items.map(({ term, value }) => (
        <div key={term} className={styles['item']}>
          <dt>{term}</dt>
          <dd>{typeof value === 'string' ? <bdi>{value}</bdi> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
