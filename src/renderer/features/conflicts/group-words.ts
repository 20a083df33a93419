import {
  type ConflictGroup,
  type ConflictGrouping,
  FIELD_SEPARATOR,
  GROUP_OF_DELETIONS,
  GROUP_OF_GONE,
  GROUP_OF_SOMEONE,
} from '#shared/domain/conflict-outline.ts'
import { en } from '../../i18n/en/texts.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
import { fieldInWords } from '../../i18n/words.ts'

/** What the conflicts of a group have in common, in words. */
export function groupInWords(
  t: Translate,
  { id, label }: Pick<ConflictGroup, 'id' | 'label'>,
  by: ConflictGrouping,
): string {
  switch (by) {
    case 'none':
      return t('conflicts.list')
    case 'person':
      if (id === GROUP_OF_SOMEONE) return t('conflicts.theirs.someone')
      return foreignText(id)
    case 'entity':
    case 'maker':
      return label === null || label === '' ? id : label
    case 'field':
      if (id === GROUP_OF_DELETIONS) return t('conflicts.group.deletion')
      if (id === GROUP_OF_GONE) return t('conflicts.group.gone')
      if (id === '') return t('conflicts.group.noField')
      return namesInRow(id.split(FIELD_SEPARATOR).map((field) => fieldInWords(t, field)))
    case 'cause':
      return id in en.conflicts.group.cause ? t(`conflicts.group.cause.${id as 'clash'}`) : id
  }
}
