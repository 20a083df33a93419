import { useTranslation } from 'react-i18next'
import type { BundleSummary } from '#shared/domain/transfer.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge, formatExact, formatMoment, formatNumber } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import { useNow } from '../time.ts'
import styles from './transfers.module.css'

/** Who made a file, where, when and for which site, and whether it is as it was written. */
export function BundleFacts({ fileName, summary }: { fileName: string; summary: BundleSummary }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const { madeBy, makers, exportedAt, site, isOwn } = summary
  const { computer, user } = madeBy
  const age = formatAge(t, now - exportedAt)
  return (
    <DescriptionList
      items={[
        { term: t('transfer.file'), value: fileName },
        {
          term: t('transfer.importWaiting.madeBy'),
          value: isOwn
            ? t('transfer.importWaiting.madeByOwn', { user: user.name })
            : t('transfer.importWaiting.madeByValue', { user: user.name, computer }),
        },
        {
          term: t('transfer.importWaiting.madeAt'),
          value: t('transfer.importWaiting.madeAtValue', { time: formatExact(exportedAt, now), age }),
        },
        {
          term: t('transfer.importWaiting.site'),
          value: t('transfer.importWaiting.siteValue', { name: site.name, tenant: site.tenant }),
        },
        { term: t('transfer.importWaiting.makers'), value: namesInRow(makers) },
        { term: t('transfer.importWaiting.changes'), value: <Parts parts={summary.parts} /> },
        { term: t('transfer.importWaiting.signature'), value: <GoodSignature /> },
        { term: t('transfer.importWaiting.key'), value: <SignatureKey summary={summary} /> },
      ]}
    />
  )
}

/** How many changes of each kind are in the file. */
function Parts({ parts }: Pick<BundleSummary, 'parts'>) {
  const { t } = useTranslation()
  return (
    <ul className={styles['parts']}>
      {parts.map(({ kind, entityType, count }) => (
        <li key={`${kind} ${entityType}`}>
          <span className={styles['number']}>{formatNumber(count)}</span>
          <span>{t(`transfer.importWaiting.kindOf.${kind}`, { noun: t(`pending.noun.${entityType}`) })}</span>
        </li>
      ))}
    </ul>
  )
}

/** Nothing of a file can be shown unless it is as its key's owner wrote it. */
function GoodSignature() {
  const { t } = useTranslation()
  return (
    <div className={styles['sign']} data-signature="good">
      <StateIcon shape="done" />
      <span>{t('transfer.importWaiting.good')}</span>
    </div>
  )
}

/** Whose key it is, a person must say. */
function SignatureKey({ summary }: { summary: BundleSummary }) {
  const { t } = useTranslation()
  const { fingerprint, isKnownSigner, isOwn, madeBy } = summary
  const trust = isOwn
    ? t('transfer.importWaiting.keyOwn')
    : isKnownSigner
      ? t('transfer.importWaiting.keyKnown')
      : t('transfer.importWaiting.keyNew', { computer: madeBy.computer })
  const isTrusted = isOwn || isKnownSigner
  return (
    <div className={styles['sign']} data-key={isTrusted ? 'known' : 'unknown'}>
      <StateIcon shape={isTrusted ? 'done' : 'warning'} />
      <code className={styles['mono']}>{fingerprint}</code>
      <span className={styles['muted']}>{trust}</span>
    </div>
  )
}

export function BrokenSignature() {
  const { t } = useTranslation()
  const value = (
    <div className={styles['sign']} data-signature="broken">
      <StateIcon shape="critical" />
      <span>{t('transfer.importWaiting.broken')}</span>
    </div>
  )
  return <DescriptionList items={[{ term: t('transfer.importWaiting.signature'), value }]} />
}

/** What importing would do here, in sentences. */
export function BundleEffect({ summary }: { summary: BundleSummary }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const { count, fresh, ofOthers, commands, importedAt } = summary
  const known = count - fresh
  const before =
    importedAt === null ? [] : [t('transfer.importWaiting.before', { time: formatMoment(importedAt, now) })]
  const lines =
    fresh === 0
      ? [...before, t('transfer.importWaiting.nothingNew', { count })]
      : [
          ...before,
          t('transfer.importWaiting.fresh', { count: fresh }),
          ...(known === 0 ? [] : [t('transfer.importWaiting.known', { count: known })]),
          ...(ofOthers === 0 ? [] : [t('transfer.importWaiting.ofOthers', { count: ofOthers })]),
          ...(commands === 0 ? [] : [t('transfer.importWaiting.commands', { count: commands })]),
        ]
  return (
    <section aria-label={t('transfer.importWaiting.effect')}>
      <h3 className={styles['title']}>{t('transfer.importWaiting.effect')}</h3>
      <ul className={styles['list']}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
