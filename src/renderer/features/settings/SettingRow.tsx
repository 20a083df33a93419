import { Lock } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import { INHERIT, useChangeSetting } from '../../app/hooks/change-setting.ts'
import { Button } from '../../components/Button.tsx'
import { classes } from '../../components/classes.ts'
import { Highlighted } from '../../components/Highlighted.tsx'
import type { Translate } from '../../i18n/setup.ts'
import type { Say } from '../../stores/toast-store.ts'
import { defaultOf, isPossible, problemOf } from './check-setting.ts'
import { SettingControl } from './SettingControl.tsx'
import styles from './SettingsPage.module.css'
import type { SettingEntry } from './setting-groups.ts'
import { rangeInWords, settingInWords } from './setting-words.ts'

interface SettingRowProps {
  readonly entry: SettingEntry
  readonly settings: EffectiveSettings
  /** What is searched for. */
  readonly words: readonly string[]
}

/** One setting: its name, meaning and key, its control, its default and where its value comes from. */
export function SettingRow({ entry, settings, words }: SettingRowProps) {
  const { t } = useTranslation()
  const { name, kind } = entry
  const label = t(`settings.item.${name}.name`)
  const id = useId()
  const change = useChangeSetting(name, (t) => t(`settings.item.${name}.name`))
  const [said, setProblem] = useState<Say | null>(null)
  const problem = said?.(t) ?? null
  const source = settings.sources[name] ?? 'default'
  const value = settings.values[name]
  const isLocked = settings.locks.includes(name)
  const isShown = kind.type === 'shown'

  async function set(next: unknown): Promise<boolean> {
    if (!isPossible(name, next)) {
      setProblem(
        () => (t: Translate) => rangeInWords(t, name, kind) ?? problemOf(name, next) ?? t('devices.invalid.other'),
      )
      return false
    }
    const refusal = await change(next)
    setProblem(() => refusal)
    return refusal === null
  }

  async function inherit(): Promise<void> {
    const refusal = await change(INHERIT)
    setProblem(() => refusal)
  }

  return (
    <div className={styles['row']} data-setting={name}>
      <div className={styles['words']}>
        <SettingTitle htmlFor={kind.type === 'choice' || isShown || isLocked ? undefined : id}>
          <Highlighted text={label} words={words} />
        </SettingTitle>
        {source === 'settings' ? <span className={styles['changed']}>{t('settings.changed')}</span> : null}
        <p id={`${id}-help`} className={styles['help']}>
          <Highlighted text={t(`settings.item.${name}.help`)} words={words} />
        </p>
        <code className={styles['key']}>
          <Highlighted text={name} words={words} />
        </code>
      </div>
      <div className={styles['control']}>
        {isLocked ? (
          <span className={styles['locked']}>
            <Lock size={14} strokeWidth={1.5} aria-hidden />
            {settingInWords(t, kind, value)}
          </span>
        ) : isShown ? (
          <bdi className={styles['shown']}>{settingInWords(t, kind, value)}</bdi>
        ) : (
          <SettingControl
            id={id}
            label={label}
            kind={kind}
            value={value}
            isWrong={problem !== null}
            onChange={set}
            onGiveUp={() => setProblem(null)}
          />
        )}
        <p
          role={problem === null ? undefined : 'alert'}
          className={classes(styles['note'], problem !== null && styles['error'])}
        >
          {isShown && !isLocked ? t('updates.onlyInFile') : null}
          {problem ?? (isShown && !isLocked ? null : <Origin entry={entry} settings={settings} onInherit={inherit} />)}
        </p>
      </div>
    </div>
  )
}

function SettingTitle({ htmlFor, children }: { htmlFor: string | undefined; children: ReactNode }) {
  if (htmlFor === undefined) return <span className={styles['name']}>{children}</span>
  return (
    <label htmlFor={htmlFor} className={styles['name']}>
      {children}
    </label>
  )
}

interface OriginProps {
  readonly entry: SettingEntry
  readonly settings: EffectiveSettings
  /** Hands the setting back to the policy, the environment or its default. */
  readonly onInherit: () => Promise<void>
}

/** The default, who has set another value, and the way back to what it was. */
function Origin({ entry: { name, kind }, settings, onInherit }: OriginProps) {
  const { t } = useTranslation()
  const source = settings.sources[name] ?? 'default'
  const standard = t('settings.defaultIs', { value: settingInWords(t, kind, defaultOf(name)) })
  if (settings.locks.includes(name)) {
    return (
      <>
        {standard} · <span title={settings.lockedBy ?? undefined}>{t('settings.locked')}</span>
      </>
    )
  }
  if (source === 'default') return standard
  if (source !== 'settings') return `${standard} · ${t(`settings.source.${source}`)}`
  return (
    <>
      {standard} · {t('settings.source.settings')}
      <Button tone="quiet" className={styles['reset']} onClick={() => void onInherit()}>
        {t(`settings.backTo.${settings.beneath[name] ?? 'default'}`)}
      </Button>
    </>
  )
}
