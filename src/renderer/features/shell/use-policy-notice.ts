import { useEffect, useRef } from 'react'
import { useApp, useOutpost } from '../../app/context.tsx'
import { en } from '../../i18n/en/texts.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'

const MAX_NAMES = 3

/** Says what has changed when the administrator has put another policy in place. */
export function usePolicyNotice(): void {
  const { toasts } = useOutpost()
  const policy = useApp((state) => state.settings?.policy)
  const told = useRef<number | null>(null)
  useEffect(() => {
    if (policy === undefined) return
    const { revision, changed, state } = policy
    const isNews = told.current !== null && revision > told.current
    told.current = revision
    // A file that cannot be read has a line of its own.
    if (!isNews || state === 'unreadable') return
    toasts.getState().add({ text: (t) => changeInWords(t, changed), isOfApp: true, group: 'policy' })
  }, [policy, toasts])
}

function changeInWords(t: Translate, changed: readonly string[]): string {
  if (changed.length === 0) return t('workplace.policy.changedNothing')
  const names = changed.slice(0, MAX_NAMES).map((name) => nameInWords(t, name))
  if (changed.length > MAX_NAMES) names.push('…')
  return t('workplace.policy.changed', { count: changed.length, names: namesInRow(names) })
}

function nameInWords(t: Translate, name: string): string {
  const items: Readonly<Record<string, unknown>> = en.settings.item
  return Object.hasOwn(items, name) ? t(`settings.item.${name as 'theme'}.name`) : name
}
