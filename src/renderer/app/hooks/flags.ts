import { useEffect } from 'react'
import type { FlagName, VariantOf } from '#shared/domain/flags.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useApp, useClient } from '../context.tsx'
import { type RequestState, useRequest } from './requests.ts'

/** Which variants this PC has, read anew when a setting changes. */
export function useFlags(): RequestState<IpcResponse<'flags:read'>> {
  const chosen = useApp(({ settings }) => `${settings?.values.flagSiteTrend} ${settings?.values.flagHoursMap}`)
  return useRequest('flags:read', {}, hashOf(chosen))
}

/**
 * The variant of a feature that this PC has; null: not known yet. That it was seen is counted, where the operator wants that.
 */
export function useFlag<N extends FlagName>(name: N): VariantOf<N> | null {
  const client = useClient()
  const { value } = useFlags()
  const isCounted = useApp(({ settings }) => settings?.values.usageAnalytics === true)
  const variant = value?.flags.find((flag) => flag.name === name)?.variant ?? null
  useEffect(() => {
    if (variant !== null && isCounted) client.request('usage:seen', { flag: name }).catch(() => undefined)
  }, [client, name, variant, isCounted])
  return variant as VariantOf<N> | null
}

/** Another number for other values. */
function hashOf(text: string): number {
  return [...text].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 0)
}
