/** Calls `stop` at the first SIGTERM or SIGINT. */
export function onSignals(stop: (reason: string) => void): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => stop(`The server was told to stop (${signal}).`))
}

/** Calls `stop` when the program that started this one is gone: its pipe or its channel to us has ended. */
export function onParentGone(stop: (reason: string) => void): void {
  const gone = (): void => stop('The program that started the server has ended.')
  process.on('disconnect', gone)
  process.stdin.on('end', gone)
  process.stdin.on('close', gone)
  process.stdin.on('error', gone)
  process.stdin.resume()
}
