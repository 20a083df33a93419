import { spawn } from 'node:child_process'

const READY = '"ready"'

/** A process of this program, as whoever looks after it sees it. */
export interface SupervisedProcess {
  onReady(listener: () => void): void
  /** What it says goes wrong, as it says it. */
  onComplaint(listener: (text: string) => void): void
  /** `isWanted`: it has ended as a person or the system wanted it to. */
  onEnded(listener: (isWanted: boolean) => void): void
  end(): void
  kill(): void
}

/**
 * Starts this program again beside this process.
 * @param args what follows the program
 */
export function startSupervised(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): SupervisedProcess {
  const child = spawn(program, args, {
    env: { ...environment, OUTPOST_WATCHDOG: '1', OUTPOST_READY_LINE: '1', OUTPOST_UNATTENDED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return {
    onReady: (listener) => {
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.includes(READY)) listener()
      })
    },
    onComplaint: (listener) => {
      child.stderr.on('data', (chunk: Buffer) => {
        process.stderr.write(chunk)
        listener(chunk.toString())
      })
    },
    onEnded: (listener) => {
      let isTold = false
      const tell = (isWanted: boolean): void => {
        if (!isTold) listener(isWanted)
        isTold = true
      }
      child.once('error', () => tell(false))
      child.once('close', (code) => tell(code === 0))
    },
    end: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
  }
}
