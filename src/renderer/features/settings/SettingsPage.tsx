import { type MouseEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import { useApp } from '../../app/context.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { RowSkeleton } from '../../components/Placeholder.tsx'
import { About } from './About.tsx'
import { Diagnostics } from './Diagnostics.tsx'
import { SettingRow } from './SettingRow.tsx'
import styles from './SettingsPage.module.css'
import { SiteSection } from './SiteSection.tsx'
import { GROUPS, SECTIONS, type Section, type SettingEntry } from './setting-groups.ts'

export function SettingsPage() {
  const { t } = useTranslation()
  const settings = useApp((state) => state.settings)
  const [current, setCurrent] = useState<Section>('connection')
  if (settings === null) {
    return (
      <PageFrame title={t('settings.title')}>
        <RowSkeleton label={t('settings.loading')} />
      </PageFrame>
    )
  }
  const jump = (event: MouseEvent, section: Section) => {
    event.preventDefault()
    setCurrent(section)
    document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'start' })
  }
  return (
    <PageFrame title={t('settings.title')}>
      <div className={styles['columns']}>
        <nav aria-label={t('settings.section.nav')} className={styles['nav']}>
          {SECTIONS.map((section) => (
            <a
              key={section}
              href={`#section-${section}`}
              aria-current={section === current ? 'true' : undefined}
              onClick={(event) => jump(event, section)}
            >
              {t(`settings.section.${section}`)}
            </a>
          ))}
        </nav>
        <div className={styles['scroll']}>
          {settings.problems.length === 0 ? null : (
            <Notice tone="medium" isInset>
              <strong>{t('settings.problems')}</strong>
              <ul>
                {settings.problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </Notice>
          )}
          {SECTIONS.map((section) => (
            <section
              key={section}
              id={`section-${section}`}
              aria-label={t(`settings.section.${section}`)}
              className={styles['section']}
            >
              <h2>{t(`settings.section.${section}`)}</h2>
              {section === 'connection' ? <SiteSection settings={settings} /> : null}
              {entriesOf(section, settings).map((entry) => (
                <SettingRow key={entry.name} entry={entry} settings={settings} />
              ))}
              {section === 'diagnostics' ? <Diagnostics /> : null}
              {section === 'about' ? <About /> : null}
            </section>
          ))}
        </div>
      </div>
    </PageFrame>
  )
}

/** With a list of sites each has a tenant of its own. */
function entriesOf(section: Section, { values }: EffectiveSettings): readonly SettingEntry[] {
  const entries = GROUPS[section] ?? []
  return values.sites === null ? entries : entries.filter(({ name }) => name !== 'tenant')
}
