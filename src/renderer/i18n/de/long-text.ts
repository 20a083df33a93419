import type { longText as en } from '../en/long-text.ts'
import type { Translation } from '../translation.ts'

/** Werte, die zu lang sind, um gleich ganz gezeigt zu werden. */
export const longText: Translation<typeof en> = {
  all: 'Alle {{n}} Zeichen zeigen',
  less: 'Weniger zeigen',
  differs: 'Unterscheidet sich ab Zeichen {{at}}',
}
