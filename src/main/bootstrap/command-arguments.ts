const SWITCH = '--headless'

/**
 * What follows `--headless`, which asks for a command without a window; null: a window is asked for. Chromium takes the same
 * switch to mean that there is no display, so that a command works on a machine without one.
 */
export function commandArguments(argv: readonly string[]): readonly string[] | null {
  const at = argv.indexOf(SWITCH)
  return at < 0 ? null : argv.slice(at + 1)
}
