import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inline } from '../../app/guides/guide-tree.ts'
import { Highlighted } from '../../components/Highlighted.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import styles from './GuideBlocks.module.css'
import { HelpLink } from './HelpLink.tsx'

interface InlinesProps {
  readonly of: readonly Inline[]
  /** What is searched for. */
  readonly words: readonly string[]
  readonly onOpen: (topic: string) => void
}

/** Running text. */
export function Inlines({ of, ...rest }: InlinesProps): ReactNode {
  return of
    .map((one, at) => ({ one, key: String(at) }))
    .map(({ one, key }) => <OneInline key={key} one={one} {...rest} />)
}

function OneInline({ one, words, onOpen }: Omit<InlinesProps, 'of'> & { readonly one: Inline }) {
  if (typeof one === 'string') return <Highlighted text={one} words={words} />
  const inner = 'of' in one ? <Inlines of={one.of} words={words} onOpen={onOpen} /> : null
  switch (one.is) {
    case 'code':
      return (
        <code className={styles['word']}>
          <Highlighted text={one.text} words={words} />
        </code>
      )
    case 'key':
      return <kbd className={styles['kbd']}>{one.text.replaceAll('+', ' ')}</kbd>
    case 'state':
      return <Sign shape={one.shape} />
    case 'strong':
      return <strong>{inner}</strong>
    case 'emphasis':
      return <em>{inner}</em>
    case 'link':
      return (
        <HelpLink topic={one.topic} className={styles['link']} onOpen={onOpen}>
          {inner}
        </HelpLink>
      )
    default:
      return <Elsewhere address={one.address}>{inner}</Elsewhere>
  }
}

function Sign({ shape }: Pick<Extract<Inline, { is: 'state' }>, 'shape'>) {
  const { t } = useTranslation()
  return (
    <span role="img" aria-label={t(`help.states.${shape}.word`)} className={styles['sign']}>
      <StateIcon shape={shape} />
    </span>
  )
}

/** What is not part of the app is named, so that it can be looked up elsewhere: the console opens no pages of others. */
function Elsewhere({ address, children }: { address: string; children: ReactNode }) {
  return (
    <>
      {children} (<code className={styles['address']}>{address}</code>)
    </>
  )
}
