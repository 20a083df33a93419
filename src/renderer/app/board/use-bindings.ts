import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Binding } from '#shared/board/document.ts'
import type { Translate } from '../../i18n/setup.ts'
import { type Outpost, useOutpost } from '../context.tsx'
import { now } from '../time.ts'
import { BindingDesk, type BoundPoint, type BoundState } from './binding-desk.ts'
import type { BindingFault } from './binding-source.ts'
import { MetricsSource } from './metrics-source.ts'
import { ReplicaSource } from './replica-source.ts'
import { StreamSource } from './stream-source.ts'
import { writtenValue } from './transforms.ts'

/** `stale`: shown, but not being kept current. */
export type BindingState = 'connecting' | 'live' | 'stale' | 'error'

/** What a binding comes to now. */
export interface BoundValue {
  readonly state: BindingState
  readonly value: unknown
  /** The value as it is written, in the way of the language; the fallback while there is none. */
  readonly text: string
  readonly history: readonly BoundPoint[]
  /** When the value was true last; null: never. Milliseconds since the epoch. */
  readonly lastAt: number | null
  /** What is wrong, in words. */
  readonly problem: string | null
  /** Asks for the source anew. */
  readonly retry: () => void
}

/** Follows what a widget is bound to while it is on screen. What did not change is the same object. */
export function useBindings(bindings: Readonly<Record<string, Binding>>): Readonly<Record<string, BoundValue>> {
  const { t } = useTranslation()
  const outpost = useOutpost()
  // Widgets may make their bindings anew each time they are drawn.
  const content = JSON.stringify(bindings)
  const followed = useMemo(
    () => following(deskOf(outpost), JSON.parse(content) as Readonly<Record<string, Binding>>),
    [outpost, content],
  )
  const states = useSyncExternalStore(followed.subscribe, followed.read)
  return useMemo(() => valuesOf(t, followed, states), [t, followed, states])
}

type States = Readonly<Record<string, BoundState>>
type Following = ReturnType<typeof following>

function following(desk: BindingDesk, bindings: Readonly<Record<string, Binding>>) {
  const entries = Object.entries(bindings)
  let last: States = {}
  return {
    bindings,
    retry: (name: string) => {
      const binding = bindings[name]
      if (binding !== undefined) desk.retry(binding)
    },
    subscribe: (listener: () => void) => {
      const ends = entries.map(([, binding]) => desk.follow(binding, listener))
      return () => {
        for (const end of ends) end()
      }
    },
    read: (): States => {
      const states = entries.map(([name, binding]) => [name, desk.read(binding)] as const)
      if (Object.keys(last).length !== states.length || states.some(([name, state]) => last[name] !== state)) {
        last = Object.fromEntries(states)
      }
      return last
    },
  }
}

const written = new WeakMap<Following, Map<string, { state: BoundState; t: Translate; value: BoundValue }>>()

function valuesOf(t: Translate, followed: Following, states: States): Readonly<Record<string, BoundValue>> {
  const known = written.get(followed) ?? new Map<string, { state: BoundState; t: Translate; value: BoundValue }>()
  written.set(followed, known)
  const entries = Object.entries(states).map(([name, state]) => {
    const before = known.get(name)
    if (before?.state === state && before.t === t) return [name, before.value] as const
    const value = boundValue(t, followed.bindings[name], state, () => followed.retry(name))
    known.set(name, { state, t, value })
    return [name, value] as const
  })
  return Object.fromEntries(entries)
}

function boundValue(t: Translate, binding: Binding | undefined, state: BoundState, retry: () => void): BoundValue {
  const { fault, ...rest } = state
  const text = writtenValue(t, state.value, binding?.$transform, now())
  const fallback = binding?.$fallback ?? null
  return {
    ...rest,
    text: text ?? writtenValue(t, fallback, undefined, now()) ?? '',
    problem: fault === null ? null : problemInWords(t, fault, binding),
    retry,
  }
}

function problemInWords(t: Translate, fault: BindingFault, binding: Binding | undefined): string {
  switch (fault) {
    case 'unknown-name':
      return t('boards.binding.unknownName', { name: binding?.$bind ?? '' })
    case 'other-tenant':
      return t('boards.binding.otherTenant')
    case 'not-read':
      return t('boards.binding.notRead')
  }
}

const desks = new WeakMap<Outpost, BindingDesk>()

/** One for each site that the window looks at. It holds nothing while nobody follows anything. */
function deskOf(outpost: Outpost): BindingDesk {
  const known = desks.get(outpost)
  if (known !== undefined) return known
  const desk = new BindingDesk(
    {
      replica: new ReplicaSource(outpost, now),
      realtime_stream: new StreamSource(outpost, now),
      metrics: new MetricsSource(outpost, now),
    },
    now,
  )
  desks.set(outpost, desk)
  return desk
}
