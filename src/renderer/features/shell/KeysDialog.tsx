import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { KeyGroups } from '../../app/keys/KeyGroups.tsx'
import { keyGroupsFor } from '../../app/keys/keys.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'

/** The keys, those of the page that is shown first. */
export function KeysDialog() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  const page = useUi((state) => state.page)
  const go = useUi((state) => state.go)
  const close = () => show({ areKeysShown: false })
  return (
    <Dialog
      title={t('keys.title')}
      isReading
      onClose={close}
      actions={
        <>
          <Button
            onClick={() => {
              close()
              go('help')
            }}
          >
            {t('keys.openHelp')}
          </Button>
          <Button autoFocus onClick={close}>
            {t('action.close')}
          </Button>
        </>
      }
    >
      <KeyGroups groups={keyGroupsFor(page)} />
    </Dialog>
  )
}
