/**
 * Switches that open a door into a running app (a debugger, foreign code, a log of keys) or take a lock off one. A
 * packaged app refuses to start with any of them. A name ending in `*` stands for all that begin with it.
 */
const REFUSED_SWITCHES = [
  'remote-debugging-*',
  'remote-allow-origins',
  'inspect*',
  'debug',
  'debug-brk',
  'debug-port',
  'js-flags',
  'require',
  'import',
  'loader',
  'experimental-loader',
  'load-extension',
  'disable-extensions-except',
  'auto-open-devtools-for-tabs',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'allow-file-access-from-files',
  'unsafely-treat-insecure-origin-as-secure',
  'ignore-certificate-errors*',
  'ignore-urlfetcher-cert-requests',
  'host-rules',
  'host-resolver-rules',
  'ssl-key-log-file',
  'log-net-log',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
] as const

/** The refused switches among the arguments, without their values. Empty: the app may start. */
export function findRefusedSwitches(argv: readonly string[]): readonly string[] {
  return argv.map(switchName).filter(isRefused)
}

/**
 * Chromium takes one dash, two, or on Windows a slash; upper case counts there too, and Node takes `_` for `-`. All of
 * them are read alike everywhere: better one harmless argument refused than one spelling overlooked.
 */
function switchName(argument: string): string {
  const match = /^(?:--?|\/)([A-Za-z][\w-]*)(?:=|$)/.exec(argument.trim())
  return (match?.[1] ?? '').toLowerCase().replaceAll('_', '-')
}

function isRefused(name: string): boolean {
  return REFUSED_SWITCHES.some((refused) =>
    refused.endsWith('*') ? name.startsWith(refused.slice(0, -1)) : name === refused,
  )
}
