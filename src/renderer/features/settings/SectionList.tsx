import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import { About } from '../../app/About.tsx'
import { UpdatePanel } from '../../app/updates/UpdatePanel.tsx'
import { classes } from '../../components/classes.ts'
import { Highlighted } from '../../components/Highlighted.tsx'
import { searchWords } from '../../components/highlight.ts'
import { Notice } from '../../components/Notice.tsx'
import { AccountSection } from './AccountSection.tsx'
import { AutostartState } from './AutostartState.tsx'
import { Diagnostics } from './Diagnostics.tsx'
import { EndpointState } from './EndpointState.tsx'
import { FlagsPart } from './FlagsPart.tsx'
import { PolicySection } from './PolicySection.tsx'
import { SettingRow } from './SettingRow.tsx'
import styles from './SettingsPage.module.css'
import { SiteSection } from './SiteSection.tsx'
import type { Section } from './setting-groups.ts'
import type { SectionShown } from './setting-search.ts'
import { TestReport } from './TestReport.tsx'
import { UsagePart } from './UsagePart.tsx'

interface SectionListProps {
  readonly sections: readonly SectionShown[]
  readonly settings: EffectiveSettings
  readonly query: string
  /** Not everything is shown, so that there is nothing to scroll a section to the top for. */
  readonly isNarrowed: boolean
  readonly ref: Ref<HTMLDivElement>
}

/** The sections one below the other, with what a search has found marked. */
export function SectionList({ sections, settings, query, isNarrowed, ref }: SectionListProps) {
  const { t } = useTranslation()
  const words = searchWords(query)
  return (
    <div ref={ref} className={classes(styles['scroll'], isNarrowed && styles['narrowed'])}>
      {isNarrowed ? null : <Problems settings={settings} />}
      {sections.map(({ section, entries, hasOwnPart }) => (
        <section
          key={section}
          id={`section-${section}`}
          aria-label={t(`settings.section.${section}`)}
          className={styles['section']}
        >
          <h2>
            <Highlighted text={t(`settings.section.${section}`)} words={words} />
          </h2>
          {section === 'performance' && !isNarrowed ? <p className={styles['help']}>{t('settings.limits')}</p> : null}
          {section === 'performance' && settings.values.metricsEndpoint ? (
            <EndpointState port={settings.values.metricsPort} />
          ) : null}
          {hasOwnPart ? <OwnPart section={section} settings={settings} /> : null}
          {entries.map((entry) => (
            <SettingRow key={entry.name} entry={entry} settings={settings} words={words} />
          ))}
        </section>
      ))}
    </div>
  )
}

function OwnPart({ section, settings }: { section: Section; settings: EffectiveSettings }) {
  switch (section) {
    case 'connection':
      return <SiteSection settings={settings} />
    case 'account':
      return <AccountSection />
    case 'workplace':
      return <AutostartState settings={settings} />
    case 'policy':
      return <PolicySection settings={settings} />
    case 'errors':
      return <TestReport />
    case 'usage':
      return <UsagePart />
    case 'experiments':
      return <FlagsPart />
    case 'updates':
      return <UpdatePanel />
    case 'diagnostics':
      return <Diagnostics />
    case 'about':
      return <About />
    default:
      return null
  }
}

function Problems({ settings }: { settings: EffectiveSettings }) {
  const { t } = useTranslation()
  if (settings.problems.length === 0) return null
  return (
    <Notice tone="medium" isInset>
      <strong>{t('settings.problems')}</strong>
      <ul>
        {settings.problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Notice>
  )
}
