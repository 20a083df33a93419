import { useEffect } from 'react'
import { FLAG_NAMES, FLAGS, type Flag, type FlagName, type VariantOf } from '#shared/domain/flags.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useApp, useClient } from '../context.tsx'
import { type RequestState, useRequest } from './requests.ts'

/** Which variants this PC has, read anew when a setting changes. */
export function useFlags(): RequestState<IpcResponse<'flags:read'>> {
  const revision = useApp(({ settings }) => (settings === null ? 0 : revisionOf(settings.values)))
  return useRequest('flags:read', {}, revision)
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

/** Another number for other choices: a digit for each flag. */
function revisionOf(values: Settings): number {
  return FLAG_NAMES.reduce((sum, name) => {
    const { setting, variants }: Flag = FLAGS[name]
    return sum * 10 + 1 + variants.findIndex((variant) => variant.name === values[setting])
  }, 0)
}
