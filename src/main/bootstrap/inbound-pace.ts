import type { PipelinePace } from '#shared/domain/pipeline.ts'
import type { Settings } from '#shared/domain/settings.ts'

/** How the live feed takes its time, as set. */
export function inboundPace({ inboundThrottleMs, inboundDebounceMs }: Settings): PipelinePace {
  return { throttleMs: inboundThrottleMs, debounceMs: inboundDebounceMs }
}
