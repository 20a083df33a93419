import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatAge } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import { commandOf, operationInWords } from '../../i18n/operation-words.ts'
import type { Translate } from '../../i18n/setup.ts'
import { usePlaylistNames } from '../hooks/playlists.ts'
import type { Consequences } from '../hooks/queue.ts'
import { isUnreadable } from '../operation-shapes.ts'
import { useNow } from '../time.ts'

export type Question =
  | { readonly verb: 'confirm'; readonly operations: readonly OperationView[]; readonly act: () => void }
  | {
      readonly verb: 'rollBack' | 'discard'
      readonly operations: readonly OperationView[]
      readonly consequences: Consequences
      readonly act: () => void
    }

/** Most lines of a list in a question; the rest is counted. */
const LINES_SHOWN = 6
/** Most names in one line. */
const NAMES_SHOWN = 3

/** Asks once before what goes further than it seems, saying what and how many. */
export function OperationQuestion({ question, onClose }: { question: Question; onClose: () => void }) {
  return question.verb === 'confirm' ? (
    <ConfirmQuestion question={question} onClose={onClose} />
  ) : (
    <TakeBackQuestion question={question} onClose={onClose} />
  )
}

interface QuestionProps<V extends Question['verb']> {
  readonly question: Extract<Question, { verb: V }>
  readonly onClose: () => void
}

function ConfirmQuestion({ question, onClose }: QuestionProps<'confirm'>) {
  const { t } = useTranslation()
  const now = useNow()
  const { operations } = question
  const count = operations.length
  const age = formatAge(t, now - Math.min(...operations.map((operation) => operation.waitingSince)))
  return (
    <ConfirmDialog
      title={t('pending.confirm.title', { count })}
      confirm={t('pending.confirm.button', { count })}
      cancel={t('action.cancel')}
      tone="primary"
      onConfirm={question.act}
      onClose={onClose}
    >
      <p>{t('pending.confirm.text', { age })}</p>
      <ul>
        {linesOf(t, operations).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}

/** One line per command, and per content that is pushed, with how many devices get it, and one for all edits. */
function linesOf(t: Translate, operations: readonly OperationView[]): string[] {
  const groups = new Map<string | null, OperationView[]>()
  for (const operation of operations) {
    const command = operation.command === null ? null : commandOf(t, operation)
    groups.set(command, [...(groups.get(command) ?? []), operation])
  }
  return [...groups].map(([command, members]) => {
    const words = { count: members.length, names: namesOf(t, members) }
    return command === null ? t('pending.confirm.edits', words) : t('pending.confirm.command', { ...words, command })
  })
}

function namesOf(t: Translate, operations: readonly OperationView[]): string {
  const names = [...new Set(operations.map((operation) => inSentence(operation.entityName)))]
  const rest = names.length - NAMES_SHOWN
  const shown = namesInRow(names.slice(0, NAMES_SHOWN))
  return rest > 0 ? `${shown} ${t('pending.confirm.more', { count: rest })}` : shown
}

function TakeBackQuestion({ question, onClose }: QuestionProps<'rollBack' | 'discard'>) {
  const { t } = useTranslation()
  const { nameOf } = usePlaylistNames()
  const { verb, operations, consequences } = question
  const { along, refused } = consequences
  const examples = consequences.examples.slice(0, LINES_SHOWN)
  const count = operations.length + along
  const rest = along - examples.length
  const inWords = (operation: OperationView) => operationInWords(t, operation, (_type, id) => nameOf(id))
  const [only, ...others] = operations
  const unreadable = operations.filter(isUnreadable).length
  return (
    <ConfirmDialog
      title={t(`pending.takeBack.${verb}Title`, { count })}
      confirm={t(`pending.takeBack.${verb}Button`, { count })}
      cancel={t('action.cancel')}
      onConfirm={question.act}
      onClose={onClose}
    >
      {only === undefined || others.length > 0 ? null : (
        <p>
          <strong>{inWords(only)}</strong>
        </p>
      )}
      {along === 0 ? null : (
        <>
          <p>{t('pending.takeBack.along', { count: along })}</p>
          <ul>
            {examples.map((operation) => (
              <li key={operation.key}>{inWords(operation)}</li>
            ))}
            {rest > 0 ? <li>{t('pending.confirm.more', { count: rest })}</li> : null}
          </ul>
        </>
      )}
      {refused === 0 ? null : <p>{t('pending.takeBack.refused', { count: refused })}</p>}
      {unreadable === 0 ? null : (
        <>
          <p>{t('pending.takeBack.unreadable', { count: unreadable })}</p>
          <p>{t('pending.takeBack.final')}</p>
        </>
      )}
    </ConfirmDialog>
  )
}
