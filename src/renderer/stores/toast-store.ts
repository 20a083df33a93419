import { createStore, type StoreApi } from 'zustand/vanilla'
import { after } from '../app/time.ts'

const LIFE_MS = 7_000
const PROBLEM_LIFE_MS = 15_000
const MAX_TOASTS = 3

export interface Toast {
  readonly id: number
  readonly tone: 'neutral' | 'problem'
  readonly text: string
  /** Toasts of one group replace each other and count up. */
  readonly group: string | null
  readonly count: number
  readonly action: { readonly label: string; readonly run: () => void } | null
}

export interface NewToast {
  readonly text: string | ((count: number) => string)
  readonly tone?: Toast['tone']
  readonly group?: string
  readonly action?: Toast['action']
}

export interface ToastState {
  readonly toasts: readonly Toast[]
  readonly add: (toast: NewToast) => number
  readonly dismiss: (id: number) => void
  /** Stops the countdown while the pointer or the focus is on the toasts. */
  readonly hold: (isHeld: boolean) => void
}

export type ToastStore = StoreApi<ToastState>

/** Short notices at the edge: at most three, those of one group share one line, none takes the focus. */
export function createToastStore(): ToastStore {
  return createStore<ToastState>((set, get) => {
    let next = 0
    let isHeld = false
    const timers = new Map<number, () => void>()

    function plan(toast: Toast): void {
      timers.get(toast.id)?.()
      if (isHeld) return
      const life = toast.tone === 'problem' ? PROBLEM_LIFE_MS : LIFE_MS
      timers.set(
        toast.id,
        after(life, () => get().dismiss(toast.id)),
      )
    }

    return {
      toasts: [],
      add(input) {
        const group = input.group ?? null
        const before = group === null ? undefined : get().toasts.find((toast) => toast.group === group)
        const count = (before?.count ?? 0) + 1
        next += 1
        const toast: Toast = {
          id: before?.id ?? next,
          tone: input.tone ?? 'neutral',
          text: typeof input.text === 'string' ? input.text : input.text(count),
          group,
          count,
          action: input.action ?? null,
        }
        const others = get().toasts.filter(({ id }) => id !== toast.id)
        set({ toasts: [...others, toast].slice(-MAX_TOASTS) })
        plan(toast)
        return toast.id
      },
      dismiss(id) {
        timers.get(id)?.()
        timers.delete(id)
        set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }))
      },
      hold(held) {
        isHeld = held
        for (const stop of timers.values()) stop()
        timers.clear()
        if (!held) for (const toast of get().toasts) plan(toast)
      },
    }
  })
}
