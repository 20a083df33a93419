import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useUi } from '../../app/context.tsx'
import { useNotedPlace } from '../../app/noted-place.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { groupOfId } from './list-shown.ts'

interface DevicePageActs {
  readonly refresh: () => void
  readonly openViews: () => void
  /** The device whose detail is likely to be opened next. */
  readonly wants: (id: string) => void
}

/** Which device is active, open and selected, and how keys and clicks move between them. */
export function useDevicePage({ refresh, openViews, wants }: DevicePageActs) {
  const target = useUi((ui) => ui.target)
  const leaveGuard = useUi((ui) => ui.leaveGuard)
  const isPairing = useUi((ui) => ui.isPairing)
  const isCreating = useUi((ui) => ui.isCreating)
  const showUi = useUi((ui) => ui.show)
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [focusRequest, setFocusRequest] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const focusGrid = () => frame.current?.querySelector<HTMLElement>('[data-grid]')?.focus()

  function open(id: string | null, by: 'keyboard' | 'pointer' | 'target' = 'pointer'): void {
    const show = () => {
      setOpenId(id)
      if (id === null) focusGrid()
      else setActiveId(id)
      if (by === 'keyboard') setFocusRequest((count) => count + 1)
    }
    if (id === openId || leaveGuard === null || leaveGuard(show)) show()
  }

  useNotedPlace(openId === null ? {} : { deviceId: openId })

  // A target is followed once, when it is given.
  const follow = useEffectEvent((id: string) => open(id, 'target'))
  useEffect(() => {
    if (target.deviceId !== undefined) follow(target.deviceId)
  }, [target])

  const startCreating = () => showUi({ isCreating: true })
  const startPairing = () => showUi({ isPairing: true })
  const step = (key: string) => () => {
    focusGrid()
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }
  usePageKeys({
    '/': () => searchBox.current?.select(),
    n: startCreating,
    p: startPairing,
    u: () => showUi({ isPushing: true }),
    r: refresh,
    v: openViews,
  })

  return {
    activeId,
    openId,
    isCreating,
    focusRequest,
    frame,
    searchBox,
    /** From the search box into its results: the first one is active, so that Enter opens it. */
    enterGrid: step('Home'),
    /** Out of the empty search box: one step back, which is the open detail if there is one. */
    leaveSearch: () => (openId === null ? step('Home')() : open(null)),
    open,
    startCreating,
    endCreating: () => showUi({ isCreating: false }),
    isPairing,
    startPairing,
    endPairing: () => showUi({ isPairing: false }),
    activate: (id: string | null): void => {
      setActiveId(id)
      if (id !== null && groupOfId(id) === null) wants(id)
      // With the panel open the list and the detail move together, unless something there is not saved.
      if (openId !== null && leaveGuard === null && id !== null && groupOfId(id) === null) setOpenId(id)
    },
    stepBack: () => (openId === null ? setActiveId(null) : open(null)),
  }
}
