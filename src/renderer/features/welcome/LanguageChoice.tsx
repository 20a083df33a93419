import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES, LANGUAGES } from '#shared/i18n/languages.ts'
import { useApp } from '../../app/context.tsx'
import { useChangeSettings } from '../../app/hooks/change-setting.ts'
import { useLockReason } from '../../app/hooks/locks.ts'
import { SelectField } from '../../components/Field.tsx'
import type { Say } from '../../stores/toast-store.ts'

/** Whoever cannot read what stands around it finds their language by its own name. */
export function LanguageChoice() {
  const { t } = useTranslation()
  const language = useApp((state) => state.settings?.values.language ?? 'system')
  const whyNot = useLockReason('language')
  const change = useChangeSettings()
  const [problem, setProblem] = useState<Say | null>(null)
  return (
    <SelectField
      label={t('settings.item.language.name')}
      value={language}
      disabled={whyNot !== null}
      help={whyNot ?? undefined}
      error={problem?.(t)}
      options={LANGUAGES.map((value) => ({
        value,
        label: value === 'system' ? t('settings.option.system') : LANGUAGE_NAMES[value],
      }))}
      onChange={(event) => void change({ language: event.target.value }).then((refusal) => setProblem(() => refusal))}
    />
  )
}
