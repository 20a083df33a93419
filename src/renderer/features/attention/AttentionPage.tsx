import { useTranslation } from 'react-i18next'
import type { Attention, AttentionItem, SiteSummary } from '#shared/domain/sites.ts'
import { useHeldRows } from '../../app/held-rows.ts'
import {
  siteName,
  siteShape,
  siteStateInWords,
  useAttention,
  useSites,
  widgetStateOfSite,
} from '../../app/hooks/sites.ts'
import { moveBetweenButtons } from '../../app/keys/move-between-buttons.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { useNow } from '../../app/time.ts'
import { WidgetMark } from '../../app/WidgetMark.tsx'
import { widgetStateOfReads } from '../../app/widget-state.ts'
import { Button } from '../../components/Button.tsx'
import { LineButton } from '../../components/LineButton.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import styles from './AttentionPage.module.css'
import { landingOf, shapeOfItem, subjectOf, textOfItem } from './attention-words.ts'

/** What needs a person, at whichever site: the site with the most urgent thing first. */
export function AttentionPage() {
  const { t } = useTranslation()
  const read = useAttention()
  const { attention, error, reload } = read
  const count = attention === null ? 0 : attention.items.length + sum(Object.values(attention.more))
  return (
    <PageFrame
      title={t('attention.title')}
      // What was read before stays, and is not taken for the present.
      tools={attention === null ? undefined : <WidgetMark widget={widgetStateOfReads(read)} />}
      count={count === 0 ? undefined : t('attention.count', { count, n: formatNumber(count) })}
    >
      {attention === null ? (
        error === null ? (
          <RowSkeleton label={t('attention.loading')} />
        ) : (
          <Placeholder
            role="alert"
            title={t('attention.failed')}
            text={error}
            action={<Button onClick={() => void reload()}>{t('action.tryAgain')}</Button>}
          />
        )
      ) : (
        <Groups attention={attention} />
      )}
    </PageFrame>
  )
}

function Groups({ attention }: { attention: Attention }) {
  const { t } = useTranslation()
  const { sites } = useSites()
  const held = useHeldRows(attention.items, keyOf)
  usePageKeys({ r: held.refresh })
  const groups = groupsOf(held.rows)
  // What came while the lines are held is not listed yet; its site is not quiet any more.
  const listed = new Set([...held.rows, ...attention.items].map(({ siteId }) => siteId))
  const quiet = sites.filter(({ id, state }) => state !== 'closed' && !listed.has(id))
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move between the buttons inside. */}
      <div className={styles['scroll']} onKeyDown={moveBetweenButtons} {...held.reading}>
        {groups.map(({ siteId, items }) => {
          const site = sites.find(({ id }) => id === siteId)
          return site === undefined ? null : (
            <Group key={siteId} site={site} items={items} isGone={held.isGone} more={attention.more[siteId] ?? 0} />
          )
        })}
        {groups.length === 0 ? <Nothing sites={quiet} /> : null}
        <QuietSites sites={quiet} />
      </div>
      <UpdatesWaiting
        count={held.waiting}
        text={t('overview.updates', { count: held.waiting })}
        onRefresh={held.refresh}
      />
    </>
  )
}

/** Nothing waits for a person at any site, as far as the sites have been heard. */
function Nothing({ sites }: { sites: readonly SiteSummary[] }) {
  const { t } = useTranslation()
  const count = sites.filter((site) => widgetStateOfSite(site)?.state !== 'ready').length
  if (count > 0) {
    const text = t('attention.notKnownText', { count, n: formatNumber(count), total: formatNumber(sites.length) })
    return <Placeholder role="status" title={t('attention.notKnown')} text={text} />
  }
  const text = sites.length > 1 ? t('attention.nothingMany', { count: sites.length }) : t('attention.nothingOne')
  return <Placeholder role="status" title={t('attention.nothing')} text={text} />
}

/** The sites of which nothing is listed, each with how current that is. */
function QuietSites({ sites }: { sites: readonly SiteSummary[] }) {
  const { t } = useTranslation()
  if (sites.length === 0) return null
  return (
    <section aria-label={t('attention.quiet')} className={styles['group']}>
      <h2 className={styles['heading']}>{t('attention.quiet')}</h2>
      <ul>
        {sites.map((site) => (
          <li key={site.id} className={styles['quiet']}>
            <SiteHead site={site} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A site, its state, and how current what is shown of it is. */
function SiteHead({ site }: { site: SiteSummary }) {
  const { t } = useTranslation()
  const shape = siteShape(site)
  const widget = widgetStateOfSite(site)
  return (
    <>
      <StateIcon shape={shape} quiet={shape === 'online'} />
      <bdi>{siteName(t, site)}</bdi>
      <span className={styles['muted']}>{siteStateInWords(t, site)}</span>
      {widget === null ? null : <WidgetMark widget={widget} />}
    </>
  )
}

interface GroupProps {
  readonly site: SiteSummary
  readonly items: readonly AttentionItem[]
  /** What has left the list stands in its place while somebody reads. */
  readonly isGone: (item: AttentionItem) => boolean
  readonly more: number
}

function Group({ site, items, isGone, more }: GroupProps) {
  const { t } = useTranslation()
  return (
    <section aria-label={siteName(t, site)} className={styles['group']}>
      <h2 className={styles['heading']}>
        <SiteHead site={site} />
      </h2>
      <ul>
        {items.map((item) => (
          <li key={keyOf(item)}>
            <Row item={item} isGone={isGone(item)} />
          </li>
        ))}
      </ul>
      {more === 0 ? null : (
        <p className={styles['muted']}>{t('attention.more', { count: more, n: formatNumber(more) })}</p>
      )}
    </section>
  )
}

function Row({ item, isGone }: { item: AttentionItem; isGone: boolean }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  const { show } = useSites()
  const subject = subjectOf(item)
  const text = isGone ? t('overview.gone') : textOfItem(t, item)
  return (
    <LineButton
      mark={<StateIcon shape={shapeOfItem(item)} label={t(`attention.severity.${item.severity}`)} quiet={isGone} />}
      kind={t(`attention.kind.${item.kind}`)}
      since={item.since === 0 ? null : t('attention.since', { age: formatAge(t, Math.max(0, now - item.since)) })}
      onClick={() => show(item.siteId, landingOf(item))}
    >
      {subject === '' ? null : (
        <strong>
          <bdi>{subject}</bdi>
        </strong>
      )}{' '}
      <bdi>{text}</bdi>
    </LineButton>
  )
}

/** The items come sorted: the first of each site decides where the site stands. */
function groupsOf(items: readonly AttentionItem[]): { siteId: string; items: AttentionItem[] }[] {
  const groups = new Map<string, AttentionItem[]>()
  for (const item of items) groups.set(item.siteId, [...(groups.get(item.siteId) ?? []), item])
  return [...groups].map(([siteId, members]) => ({ siteId, items: members }))
}

function keyOf({ siteId, kind, operationKey, entity, since, detail }: AttentionItem): string {
  // A site has one line of these, whatever it tells by now.
  if (kind === 'site' || kind === 'waiting') return `${siteId} ${kind}`
  return `${siteId} ${kind} ${operationKey ?? ''} ${entity?.entityId ?? ''} ${since} ${detail}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
