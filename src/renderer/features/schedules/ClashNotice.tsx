import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeviceNames } from '../../app/hooks/alarms.ts'
import { zoneHere } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatInstant } from '../../i18n/format-week.ts'
import styles from './Schedules.module.css'
import { othersInWords } from './schedule-words.ts'
import type { ScheduleEditor } from './use-schedule-editor.ts'
import type { SchedulesState } from './use-schedules-page.ts'

interface ClashNoticeProps {
  /** Empty: it is new. */
  readonly id: string
  readonly editor: ScheduleEditor
  readonly page: SchedulesState
}

/** Says with whom the schedule that is edited clashes, before it is saved. It can be saved all the same. */
export function ClashNotice({ id, editor, page }: ClashNoticeProps) {
  const { t } = useTranslation()
  const { nameOf } = useDeviceNames()
  const { clashes, byId } = page.list
  // What is half typed meets nobody.
  const values = useDeferredValue(editor.isTimed ? editor.values : null)
  const found = useMemo(
    () => (values === null ? [] : clashes.index.clashesOf({ id, data: values }, clashes.from)),
    [id, values, clashes],
  )
  const [first] = found
  if (first === undefined) return null
  const other = byId.get(first.otherId)
  const names = found.map(({ otherId }) => byId.get(otherId)?.data.name ?? otherId)
  const words = {
    names: othersInWords(t, names),
    time: formatInstant(first.at, zoneHere()),
    device: inSentence(nameOf(first.deviceId) ?? first.deviceId),
  }
  return (
    <Notice tone="medium" role="status">
      <p>
        {t('schedules.clash.text', words)} {t('schedules.clash.help')}
      </p>
      {other === undefined ? null : (
        <Button className={styles['inNotice']} onClick={() => page.open(other.id)}>
          {t('schedules.clash.open', { name: foreignText(other.data.name) })}
        </Button>
      )}
    </Notice>
  )
}
