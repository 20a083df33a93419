import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import type { en } from '../../i18n/setup.ts'
import styles from './KeysDialog.module.css'

type KeyText = keyof typeof en.keys

const GROUPS: readonly { readonly title: KeyText; readonly keys: readonly (readonly [string, KeyText])[] }[] = [
  {
    title: 'everywhere',
    keys: [
      ['Ctrl K', 'palette'],
      ['Alt 1', 'goDevices'],
      ['Alt 2', 'goPending'],
      ['Alt 3', 'goConflicts'],
      ['Alt 4', 'goSettings'],
      ['Alt 5', 'goAttention'],
      ['Ctrl 1 … 9', 'switchSite'],
      ['?', 'help'],
      ['Esc', 'step'],
    ],
  },
  {
    title: 'windows',
    keys: [
      ['Ctrl Shift N', 'newWindow'],
      ['Ctrl Shift D', 'detach'],
      ['Ctrl Shift L', 'newWall'],
      ['F11', 'fullScreen'],
    ],
  },
  {
    title: 'list',
    keys: [
      ['/', 'search'],
      ['j  ↓', 'down'],
      ['k  ↑', 'up'],
      ['Home  End', 'ends'],
      ['PgUp  PgDn', 'pages'],
      ['Enter', 'open'],
      ['Space', 'select'],
      ['Shift ↑ ↓', 'selectRange'],
      ['Ctrl A', 'selectAll'],
      ['n', 'newDevice'],
      ['v', 'views'],
      ['r', 'refresh'],
      ['←  →', 'fold'],
      ['Shift ← →', 'foldAll'],
      ['Alt ← →', 'moveColumn'],
    ],
  },
  { title: 'detail', keys: [['Ctrl Enter', 'save']] },
  {
    title: 'conflict',
    keys: [
      ['m', 'allMine'],
      ['t', 'allTheirs'],
      ['g', 'merge'],
      ['Ctrl Enter', 'decide'],
    ],
  },
]

export function KeysDialog() {
  const { t } = useTranslation()
  const show = useUi((state) => state.show)
  const close = () => show({ areKeysShown: false })
  return (
    <Dialog
      title={t('keys.title')}
      isReading
      onClose={close}
      actions={
        <Button autoFocus onClick={close}>
          {t('action.close')}
        </Button>
      }
    >
      {GROUPS.map((group) => (
        <section key={group.title}>
          <h3 className={styles['title']}>{t(`keys.${group.title}`)}</h3>
          <dl className={styles['keys']}>
            {group.keys.map(([key, text]) => (
              <div key={key} className={styles['line']}>
                <dt>
                  <kbd className={styles['kbd']}>{key}</kbd>
                </dt>
                <dd>{t(`keys.${text}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
