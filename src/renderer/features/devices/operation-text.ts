import type { OperationView } from '#shared/domain/queue.ts'
import { cut } from '../../i18n/foreign-text.ts'
import { operationInWords } from '../../i18n/operation-words.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { PlaylistName } from './ordering.ts'

const MAX_SENTENCE = 400

/** What an operation does, short enough for the detail whatever its values are. */
export function operationText(t: Translate, operation: OperationView, nameOf: PlaylistName): string {
  return cut(
    operationInWords(t, operation, (_type, id) => nameOf(id)),
    MAX_SENTENCE,
  )
}
