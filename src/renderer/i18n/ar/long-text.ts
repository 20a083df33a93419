import type { longText as en } from '../en/long-text.ts'
import type { Translation } from '../translation.ts'

/** Values that are too long to be shown as a whole at first. */
export const longText: Translation<typeof en> = {
  all: 'عرض كل المحارف ({{n}})',
  less: 'عرض أقل',
  differs: 'يختلف ابتداءً من المحرف {{at}}',
}
