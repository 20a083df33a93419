import { z } from 'zod'
import { type OperationState, operationStateSchema, type Transition } from '#shared/domain/operation.ts'

const lineSchema = z.tuple([operationStateSchema, z.number(), z.string()])

/**
 * Reads the steps kept beside an operation, oldest first. A long history keeps only its newest part, whose first line may
 * be cut: what does not parse is left out.
 */
export function parseHistory(text: string): Transition[] {
  const steps: Transition[] = []
  let from: OperationState | null = null
  for (const line of text.split('\n')) {
    const step = parseLine(line)
    if (step === null) continue
    const [to, at, reason] = step
    steps.push({ from, to, at, reason })
    from = to
  }
  return steps
}

function parseLine(line: string): z.infer<typeof lineSchema> | null {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}
