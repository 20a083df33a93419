import type { DeviceStatus } from '#shared/domain/device-status.ts'
import type { DeviceHealth, DeviceReported } from '#shared/domain/entities.ts'
import { between, chance, type Random } from '../platform/random.ts'

/** Chances per report; together they keep about 96 % of the fleet online. */
const BECOMES_IDLE = 0.004
const BECOMES_OFFLINE = 0.004
const COMES_BACK = 0.2

export function initialReport(random: Random, at: number): DeviceReported {
  const status: DeviceStatus = chance(random, 0.96) ? 'online' : chance(random, 0.5) ? 'idle' : 'offline'
  const lastSeenAt =
    status === 'offline' ? at - between(random, 120_000, 36 * 3_600_000) : at - between(random, 0, 30_000)
  const load = {
    cpu: between(random, 5, 45),
    memory: between(random, 25, 70),
    storage: between(random, 20, 85),
    temperature: between(random, 32, 55),
  }
  return { status, lastSeenAt, health: { score: scoreOf(load), ...load } }
}

/** The status a device reports next. */
export function nextStatus(random: Random, status: DeviceStatus): DeviceStatus {
  const roll = random.next()
  if (status !== 'online') return roll < COMES_BACK ? 'online' : status
  if (roll < BECOMES_IDLE) return 'idle'
  return roll < BECOMES_IDLE + BECOMES_OFFLINE ? 'offline' : 'online'
}

/** Health a little later: a random walk that is pulled back to the middle. */
export function drift(random: Random, health: DeviceHealth): DeviceHealth {
  const load = {
    cpu: walk(random, health.cpu, 22, 8, 0, 100),
    memory: walk(random, health.memory, 45, 3, 0, 100),
    storage: walk(random, health.storage, 50, 0.5, 0, 100),
    temperature: walk(random, health.temperature, 42, 1.5, -20, 95),
  }
  return { score: scoreOf(load), ...load }
}

function walk(random: Random, value: number, middle: number, step: number, low: number, high: number): number {
  const moved = value + (random.next() - 0.5) * 2 * step + (middle - value) * 0.02
  return Math.round(Math.min(high, Math.max(low, moved)) * 10) / 10
}

/** 100 for a device at ease; points off for heat, and for a load or a storage near its end. */
export function scoreOf(load: Omit<DeviceHealth, 'score'>): number {
  const above = (value: number, limit: number): number => Math.max(0, value - limit)
  const lost =
    above(load.cpu, 50) * 0.6 +
    above(load.memory, 70) * 0.8 +
    above(load.storage, 80) * 1.5 +
    above(load.temperature, 55) * 2
  return Math.max(0, Math.round(100 - lost))
}
