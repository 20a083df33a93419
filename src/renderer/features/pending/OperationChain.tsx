import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import type { OperationScope } from '#shared/domain/window-route.ts'
import type { ChainLink } from '../../app/hooks/queue.ts'
import { shapeOf } from '../../app/operation-shapes.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { operationInWords, stateInWords } from '../../i18n/operation-words.ts'
import type { NameOf } from '../../i18n/words.ts'
import styles from './OperationPanel.module.css'

/** Most lines of one list; the rest is counted. */
const LINES_SHOWN = 8

export type OpenOperation = (scope: OperationScope, key: string) => void

interface OperationChainProps {
  readonly operation: OperationView
  /** The operation itself first. */
  readonly links: readonly ChainLink[]
  readonly nameOf: NameOf
  readonly onOpen: OpenOperation
}

/** What goes together with an operation, and what cannot go before it. */
export function OperationChain({ operation, links, nameOf, onOpen }: OperationChainProps) {
  const { t } = useTranslation()
  const others = links.filter((link) => link.operation.key !== operation.key)
  const isFellow = (link: ChainLink) => operation.batchId !== null && link.operation.batchId === operation.batchId
  const fellows = others.filter(isFellow)
  const waiting = others.filter((link) => !isFellow(link))
  const section = (title: string, members: readonly ChainLink[]) => (
    <section className={styles['section']} aria-label={title}>
      <h3>{title}</h3>
      <ul className={styles['links']}>
        {members.slice(0, LINES_SHOWN).map((link) => (
          <li key={link.operation.key} className={styles['linkLine']}>
            <OperationLink operation={link.operation} nameOf={nameOf} onOpen={onOpen} />
            {isFellow(link) || link.behindKey === operation.key ? null : (
              <span className={styles['muted']}>{t('pending.chain.indirect')}</span>
            )}
          </li>
        ))}
      </ul>
      {members.length > LINES_SHOWN ? (
        <p className={styles['muted']}>{t('pending.chain.more', { count: members.length - LINES_SHOWN })}</p>
      ) : null}
    </section>
  )
  return (
    <>
      {fellows.length === 0 ? null : section(t('pending.chain.batch', { count: fellows.length }), fellows)}
      {waiting.length === 0 ? null : section(t('pending.chain.title', { count: waiting.length }), waiting)}
    </>
  )
}

interface OperationLinkProps {
  readonly operation: OperationView
  readonly nameOf: NameOf
  readonly onOpen: OpenOperation
}

/** Another operation in words, with its state; opens it in the panel. */
export function OperationLink({ operation, nameOf, onOpen }: OperationLinkProps) {
  const { t } = useTranslation()
  const scope = operation.state === 'accepted' ? 'device' : 'pending'
  return (
    <button type="button" className={styles['link']} onClick={() => onOpen(scope, operation.key)}>
      <StateIcon shape={shapeOf(operation)} label={stateInWords(t, operation)} />
      <span>{operationInWords(t, operation, nameOf)}</span>
    </button>
  )
}
