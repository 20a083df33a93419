import { useTranslation } from 'react-i18next'
import { WHOLE_ENTITY } from '#shared/domain/conflict.ts'

import { useRenderTime } from '../../app/hooks/render-time.ts'
import { LongText } from '../../app/LongText.tsx'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { en } from '../../i18n/en/texts.ts'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatExact } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { ConflictValue } from './ConflictValue.tsx'
import styles from './DecidedPanel.module.css'
import { deciderInWords, fieldOfRecord, keptInWords, useNameOf } from './decided-columns.tsx'
import type { Decided, DecidedFilter } from './use-decided.ts'

interface DecidedPanelProps {
  readonly decided: Decided
  readonly onFilter: (filter: DecidedFilter) => void
  readonly onClose: () => void
}

/** One decision in full: all values that were on the table, who decided, and why. */
export function DecidedPanel({ decided, onFilter, onClose }: DecidedPanelProps) {
  useRenderTime('decided_panel')
  const { t } = useTranslation()
  const now = useNow(60_000)
  const nameOf = useNameOf()
  const { record, entityName } = decided
  const { field, base, mine, theirs, entityType, entityId, resolutionId, winner } = record
  const value = (shown: unknown) => <ConflictValue field={field} value={shown} against={[base, mine, theirs]} />
  const isWhole = field === WHOLE_ENTITY
  return (
    <SidePanel
      label={t('conflicts.history.detail')}
      closeLabel={t('conflicts.history.close')}
      resizeLabel={t('conflicts.history.resize')}
      onClose={onClose}
      header={
        <>
          <h2>{foreignText(entityName)}</h2>
          <p className={styles['muted']}>{fieldOfRecord(t, record)}</p>
        </>
      }
    >
      <section className={styles['section']}>
        <DescriptionList
          items={[
            { term: t('conflicts.column.kept'), value: <LongText text={keptInWords(t, record, nameOf)} /> },
            { term: t('conflicts.history.whose'), value: t(`conflicts.history.winner.${winner}`) },
            ...(isWhole ? [] : [{ term: t('conflicts.field.base'), value: value(base) }]),
            ...(isWhole ? [] : [{ term: t('conflicts.field.mine'), value: value(mine) }]),
            { term: t('conflicts.field.theirs'), value: value(theirs) },
          ]}
        />
      </section>
      <section className={styles['section']}>
        <DescriptionList
          items={[
            { term: t('conflicts.history.decidedBy'), value: deciderInWords(t, record) },
            { term: t('conflicts.history.why'), value: whyInWords(t, record.reason) },
            ...(record.note === undefined ? [] : [{ term: t('conflicts.history.note'), value: record.note }]),
            { term: t('conflicts.history.at'), value: formatExact(record.at, now) },
            ...(record.isAutomatic
              ? [{ term: t('conflicts.history.strategy'), value: t(`settings.option.${record.strategy}`) }]
              : []),
          ]}
        />
      </section>
      <section className={styles['section']}>
        <Button onClick={() => onFilter({ what: 'entity', name: entityName, query: { entityType, entityId } })}>
          {t('conflicts.history.entity', { name: inSentence(entityName) })}
        </Button>
        <Button onClick={() => onFilter({ what: 'resolution', query: { resolutionId } })}>
          {t('conflicts.history.resolution')}
        </Button>
      </section>
    </SidePanel>
  )
}

/** Why it was decided so. A code from a newer version is shown as it is. */
function whyInWords(t: Translate, reason: string): string {
  return reason in en.conflicts.history.reason ? t(`conflicts.history.reason.${reason as 'chosen'}`) : reason
}
