import { useTranslation } from 'react-i18next'
import { Button } from '../components/Button.tsx'
import { Placeholder } from '../components/Placeholder.tsx'

/** Stands in the place of a whole window whose frame has failed: never a white one. */
export function WindowFailure({ error }: { readonly error: Error }) {
  const { t } = useTranslation()
  return (
    <Placeholder
      role="alert"
      title={t('error.window')}
      text={t('error.windowHelp')}
      action={
        <>
          <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
          <details>
            <summary>{t('error.details')}</summary>
            <code>{error.message}</code>
          </details>
        </>
      }
    />
  )
}
