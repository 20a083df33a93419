/** A process of the app's own that does one job beside it. */
export interface HelperProcess {
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number) => void): void
  onLogLine(listener: (line: string) => void): void
  send(message: unknown): void
  kill(): void
}

export interface HelperProcesses {
  /** @param script absolute path; `argument` arrives as its only argument. */
  start(script: string, argument: string): HelperProcess
}
