import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { z } from 'zod'

const TIME_LIMIT_MS = 120_000

/**
 * Runs one of the programs beside this file in a process of its own and reads the one line of JSON it prints.
 *
 * @param options.nodeArguments such as `--expose-gc`
 */
export async function runChild<T>(
  program: string,
  plan: object,
  schema: z.ZodType<T>,
  options: { readonly nodeArguments?: readonly string[]; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<T> {
  const args = [...(options.nodeArguments ?? []), join(import.meta.dirname, program), JSON.stringify(plan)]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [output, code] = await Promise.all([text(child.stdout), ended])
  if (code !== 0) throw new Error(`${program} ended with ${code ?? 'a signal'}: ${output}`)
  return schema.parse(JSON.parse(output))
}
