import { type MessagePort, workerData } from 'node:worker_threads'
import { type Calls, callsOf } from './archive-calls.ts'
import type { ArchiveOpened, ArchiveReply, ArchiveRequest, ArchiveThreadData } from './archive-protocol.ts'
import { openOrSetAside } from './open-or-set-aside.ts'

function serve(port: MessagePort, calls: Calls): void {
  port.on('message', ({ id, name, values }: ArchiveRequest) => {
    port.postMessage(answer(id, () => (calls[name] as (...given: readonly unknown[]) => unknown)(...values)))
    if (name === 'close') port.close()
  })
}

function answer(id: number, call: () => unknown): ArchiveReply {
  try {
    return { id, ok: true, value: call() }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

function main(): void {
  const { port, file, at } = workerData as ArchiveThreadData
  try {
    const { database, setAside } = openOrSetAside(file, at)
    port.postMessage({ ok: true, setAside } satisfies ArchiveOpened)
    serve(port, callsOf(database))
  } catch (error) {
    port.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) })
    port.close()
  }
}

main()
