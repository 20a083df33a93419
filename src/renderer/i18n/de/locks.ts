import type { locks as en } from '../en/locks.ts'
import type { Translation } from '../translation.ts'

/** Was die Administration gesperrt hat, ist zu sehen und nicht möglich. */
export const locks: Translation<typeof en> = {
  reason: 'Von der Administration gesperrt',
  export: 'Von der Administration nicht erlaubt',
}
