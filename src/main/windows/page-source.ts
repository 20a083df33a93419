import { APP_HOME_URL, APP_ORIGIN } from './app-files.ts'

/** Where the windows' pages come from. */
export interface PageSource {
  readonly homeUrl: string
  /** The only origin whose main frame may make requests. */
  readonly origin: string
  readonly isDevelopmentServer: boolean
}

const PACKAGED: PageSource = { homeUrl: APP_HOME_URL, origin: APP_ORIGIN, isDevelopmentServer: false }

/**
 * The development server is used only by an unpackaged app and only on this PC: a variable in somebody's environment
 * must not be able to put a foreign page in front of the operator.
 */
export function choosePageSource(isPackaged: boolean, developmentUrl: string | undefined): PageSource {
  if (isPackaged || developmentUrl === undefined || !URL.canParse(developmentUrl)) return PACKAGED
  const { protocol, hostname, origin, href } = new URL(developmentUrl)
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return protocol === 'http:' && isLocal ? { homeUrl: href, origin, isDevelopmentServer: true } : PACKAGED
}
