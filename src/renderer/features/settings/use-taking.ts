import { useRef } from 'react'

/**
 * Takes over what was typed, each value once: Enter takes it, and leaving the field right after does not take it again.
 * What is not taken stays as it was typed, with its problem beside it, until it is mended or given up.
 */
export function useTaking(
  onChange: (value: unknown) => Promise<boolean>,
  onGiveUp: () => void,
  onTaken: () => void,
): readonly [take: (value: unknown) => void, giveUp: () => void] {
  const taking = useRef<{ readonly value: unknown } | null>(null)

  async function take(value: unknown): Promise<void> {
    if (taking.current !== null && Object.is(taking.current.value, value)) return
    const turn = { value }
    taking.current = turn
    const isTaken = await onChange(value)
    if (taking.current !== turn) return
    taking.current = null
    if (isTaken) onTaken()
  }

  return [
    (value) => void take(value),
    () => {
      onTaken()
      onGiveUp()
    },
  ]
}
