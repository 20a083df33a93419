import { AppWindow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useWindowActions } from '../../app/hooks/windows.ts'
import { MenuButton } from '../../components/MenuButton.tsx'

/** Further windows, and where this one stands. */
export function WindowMenu() {
  const { t } = useTranslation()
  const { open, here } = useWindowActions()
  return (
    <MenuButton
      label={t('windows.menu')}
      tone="icon"
      icon={<AppWindow size={16} strokeWidth={1.5} aria-hidden />}
      sections={() => [
        { title: t('windows.open'), entries: open },
        { title: t('windows.here'), entries: here },
      ]}
    />
  )
}
