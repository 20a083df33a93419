/** What the composition root asks of everything that runs. */
export interface Service {
  /** Starts the work. Resolves when the service is usable. */
  run(): Promise<void>
  /** Ends the work and releases every listener and timer. Safe to call twice. */
  stop(): Promise<void>
}
