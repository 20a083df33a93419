import type { longText as en } from '../en/long-text.ts'
import type { Translation } from '../translation.ts'

/** Values that are too long to be shown as a whole at first. */
export const longText: Translation<typeof en> = {
  all: 'Afficher les {{n}} caractères',
  less: 'Afficher moins',
  differs: 'Diffère à partir du caractère {{at}}',
}
