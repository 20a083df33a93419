import type { longText as en } from '../en/long-text.ts'
import type { Translation } from '../translation.ts'

/** Values that are too long to be shown as a whole at first. */
export const longText: Translation<typeof en> = {
  all: '{{n}}文字すべてを表示',
  less: '折りたたむ',
  differs: '{{at}}文字目から異なります',
}
