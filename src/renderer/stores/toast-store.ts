import i18next from 'i18next'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { after } from '../app/time.ts'
import type { Translate } from '../i18n/setup.ts'

const LIFE_MS = 7_000
const PROBLEM_LIFE_MS = 15_000
const MAX_TOASTS = 3

/** Says it in the language that is shown, and again when that is another one. */
export type Say = (t: Translate) => string

export interface ToastAction {
  readonly label: string | Say
  /** It takes back what the notice tells of: the key for that finds it. */
  readonly isUndo?: boolean
  readonly run: () => void
}

export interface Toast {
  readonly id: number
  readonly tone: 'neutral' | 'problem'
  readonly text: string
  /** Toasts of one group share a line that counts up; those without one do so when they say the same. */
  readonly group: string | null
  readonly count: number
  /** The count is not in the text and must be shown beside it. */
  readonly isCountShown: boolean
  readonly action: (ToastAction & { readonly label: string }) | null
  /** It is about the console and stays when the window looks at another site. */
  readonly isOfApp: boolean
  /** What it says and offers stays true while the window looks at another site: back at its own, it is there again. */
  readonly isLasting: boolean
  /** What it was made of, to say it anew. */
  readonly source: NewToast
}

export interface NewToast {
  /** What others said as it is; own words as a function, since the language may change while they are shown. */
  readonly text: string | ((t: Translate, count: number) => string)
  readonly tone?: Toast['tone']
  readonly group?: string
  readonly action?: ToastAction | null
  readonly isOfApp?: boolean
  readonly isLasting?: boolean
}

export interface ToastState {
  readonly toasts: readonly Toast[]
  /** Answers the id of the line, which may be one that is there already. */
  readonly add: (toast: NewToast) => number
  /** Says something else in the same line, for `lifeMs` more. One that is gone stays gone. */
  readonly revise: (id: number, change: Pick<NewToast, 'text' | 'action'>, lifeMs: number) => void
  /** The language that is shown is another one: all of them are said in it. */
  readonly sayAnew: () => void
  readonly dismiss: (id: number) => void
  /** The window looks at another site, whose notices are `next`. Those of the app go there; of the site, only lasting ones stay. */
  readonly leave: (next: ToastStore) => void
  /** The window looks at the site again: what lasted, and what was said of it meanwhile, is shown from now on. */
  readonly comeBack: () => void
  /** Stops the countdown while the pointer or the focus is on the toasts. */
  readonly hold: (isHeld: boolean) => void
}

export type ToastStore = StoreApi<ToastState>

const lifeOf = (toast: Toast): number => (toast.tone === 'problem' ? PROBLEM_LIFE_MS : LIFE_MS)

/**
 * Short notices of one site at the edge: those that say the same share one line, none takes the focus. At most three; a
 * problem leaves only for another problem, so that beside three of them there is room for one line more.
 */
export function createToastStore(): ToastStore {
  return createStore<ToastState>((set, get) => {
    let next = 0
    let isHeld = false
    /** The notices of the site that was looked at next; null: the window looks at this one. */
    let heir: ToastStore | null = null
    const timers = new Map<number, () => void>()

    function stop(id: number): void {
      timers.get(id)?.()
      timers.delete(id)
    }

    function plan(toast: Toast, lifeMs: number): void {
      stop(toast.id)
      if (isHeld || heir !== null) return
      timers.set(
        toast.id,
        after(lifeMs, () => get().dismiss(toast.id)),
      )
    }

    return {
      toasts: [],
      add(input) {
        if (heir !== null && input.isOfApp === true) return heir.getState().add(input)
        const before = get().toasts.find((toast) => isSame(toast, input))
        const count = (before?.count ?? 0) + 1
        next += 1
        const toast = toastOf(input, before?.id ?? next, count)
        const others = get().toasts.filter(({ id }) => id !== toast.id)
        const toasts = withRoomFor(toast, others)
        for (const one of others) if (!toasts.includes(one)) stop(one.id)
        set({ toasts })
        plan(toast, lifeOf(toast))
        return toast.id
      },
      revise(id, change, lifeMs) {
        const before = get().toasts.find((toast) => toast.id === id)
        if (before === undefined) return
        const toast = toastOf({ ...before.source, ...change }, id, before.count)
        set((state) => ({ toasts: state.toasts.map((one) => (one.id === id ? toast : one)) }))
        plan(toast, lifeMs)
      },
      sayAnew: () => set((state) => ({ toasts: state.toasts.map(saidAnew) })),
      dismiss(id) {
        stop(id)
        set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }))
      },
      leave(to) {
        heir = to
        for (const id of [...timers.keys()]) stop(id)
        for (const toast of get().toasts) if (toast.isOfApp) to.getState().add(toast.source)
        set((state) => ({ toasts: state.toasts.filter(({ isLasting }) => isLasting) }))
      },
      comeBack() {
        heir = null
        isHeld = false
        // Whatever else was offered may be over by now.
        const left = get().toasts.filter(({ action, isLasting }) => action === null || isLasting)
        set({ toasts: left.map(saidAnew) })
        for (const toast of get().toasts) plan(toast, lifeOf(toast))
      },
      hold(held) {
        isHeld = held
        for (const id of timers.keys()) stop(id)
        if (!held) for (const toast of get().toasts) plan(toast, lifeOf(toast))
      },
    }
  })
}

function toastOf(input: NewToast, id: number, count: number): Toast {
  return {
    id,
    tone: input.tone ?? 'neutral',
    text: textOf(input, count),
    group: input.group ?? null,
    count,
    // Words of a group tell themselves how many there are.
    isCountShown: typeof input.text === 'string' || input.group === undefined,
    action: actionOf(input),
    isOfApp: input.isOfApp ?? false,
    isLasting: input.isLasting ?? false,
    source: input,
  }
}

function textOf({ text }: NewToast, count: number): string {
  return typeof text === 'string' ? text : text(i18next.t, count)
}

function actionOf({ action }: NewToast): Toast['action'] {
  if (action === undefined || action === null) return null
  return { ...action, label: typeof action.label === 'string' ? action.label : action.label(i18next.t) }
}

function saidAnew({ source, id, count }: Toast): Toast {
  return toastOf(source, id, count)
}

function isSame(toast: Toast, input: NewToast): boolean {
  if (toast.tone !== (input.tone ?? 'neutral')) return false
  if (input.group !== undefined) return toast.group === input.group
  return toast.group === null && toast.text === textOf(input, 1)
}

/** The notices with a new one. What has no room: neutral ones first, the oldest of them before others. */
function withRoomFor(toast: Toast, others: readonly Toast[]): readonly Toast[] {
  const leaving = [
    ...others.filter(({ tone }) => tone === 'neutral'),
    ...(toast.tone === 'problem' ? others.filter(({ tone }) => tone === 'problem') : []),
  ].slice(0, Math.max(0, others.length + 1 - MAX_TOASTS))
  return [...others.filter((one) => !leaving.includes(one)), toast]
}

/** The newest notice whose change can be taken back now. */
export function newestUndoable({
  toasts,
}: Pick<ToastState, 'toasts'>): (Toast & { readonly action: NonNullable<Toast['action']> }) | null {
  const toast = toasts.findLast(({ action }) => action?.isUndo === true)
  return toast === undefined || toast.action === null ? null : { ...toast, action: toast.action }
}
