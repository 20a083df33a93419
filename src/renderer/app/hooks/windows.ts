import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisplayInfo } from '#shared/domain/window.ts'
import { type Target, targetFor, type WindowKind } from '#shared/domain/window-route.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { useApp, useOutpost, useWindow } from '../context.tsx'

export interface WindowAction {
  readonly id: string
  readonly text: string
  /** Why it cannot be done, for as long as it cannot. */
  readonly whyNot: string | null
  /** Its keys; empty: none. */
  readonly hint: string
  readonly run: () => void
}

export interface WindowActions {
  readonly open: readonly WindowAction[]
  readonly here: readonly WindowAction[]
  /** Wall windows that show something else than what is open here. Without keys. */
  readonly wallsFor: (target: Target) => readonly WindowAction[]
}

/** What an operator can do with windows, in words. What is refused is said in a notice. */
export function useWindowActions(): WindowActions {
  const { t } = useTranslation()
  const { client, ui, toasts } = useOutpost()
  const status = useWindow((state) => state.status)
  const whyNot = useApp((state) => state.settings?.values.kiosk === true) ? t('workplace.kiosk.refused') : null
  return useMemo(() => {
    const tell = (request: Promise<unknown>) =>
      void request.catch((error: unknown) => {
        const reason = (t: Translate) => errorSentence(t, toRequestError(error))
        toasts.getState().add({ tone: 'problem', text: (t) => t('windows.failed', { reason: reason(t) }) })
      })
    const open = (kind: WindowKind, displayId: number | null = null, target?: Target) => {
      const { page, place } = ui.getState()
      tell(client.request('windows:open', { kind, page, target: targetFor(kind, page, target ?? place), displayId }))
    }
    const place = (request: { isFullScreen?: boolean; displayId?: number }) =>
      tell(client.request('windows:place', request))
    const others = (status?.displays ?? []).map((display, index) => ({ display, name: screenName(t, display, index) }))
    const away = others.filter(({ display }) => !display.isHere)
    const isFullScreen = status?.isFullScreen === true
    const held = (actions: readonly Omit<WindowAction, 'whyNot'>[]) => actions.map((action) => ({ ...action, whyNot }))
    const walls = (hint: string, target?: Target) => [
      { id: 'new-wall', text: t('windows.newWall'), hint, run: () => open('wall', null, target) },
      ...away.map(({ display, name }) => ({
        id: `new-wall-${display.id}`,
        text: t('windows.newWallOn', { screen: name }),
        hint: '',
        run: () => open('wall', display.id, target),
      })),
    ]
    return {
      wallsFor: (target) => held(walls('', target)),
      open: held([
        { id: 'new-window', text: t('windows.newWindow'), hint: 'Ctrl Shift N', run: () => open('console') },
        { id: 'detach', text: t('windows.detach'), hint: 'Ctrl Shift D', run: () => open('page') },
        ...walls('Ctrl Shift L'),
      ]),
      here: held([
        {
          id: 'full-screen',
          text: isFullScreen ? t('windows.leaveFullScreen') : t('windows.fullScreen'),
          hint: 'F11',
          run: () => place({ isFullScreen: !isFullScreen }),
        },
        ...away.map(({ display, name }) => ({
          id: `move-${display.id}`,
          text: t('windows.moveTo', { screen: name }),
          hint: '',
          run: () => place({ displayId: display.id }),
        })),
      ]),
    }
  }, [t, client, ui, toasts, status, whyNot])
}

function screenName(t: Translate, { name, width, height }: DisplayInfo, index: number): string {
  const size = { width: String(width), height: String(height) }
  if (name === '') return t('windows.unnamedScreen', { number: formatNumber(index + 1), ...size })
  return t('windows.screen', { name, ...size })
}
