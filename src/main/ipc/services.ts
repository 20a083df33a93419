import type { EntityType } from '#shared/domain/ids.ts'
import type { BreakerMode, BreakerStatus } from '#shared/domain/resilience.ts'
import type { RollingMinutes } from '#shared/domain/rolling.ts'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { UpdateStatus } from '#shared/domain/updates.ts'
import type { ReplicaPage } from '#shared/domain/view.ts'
import type { AppState } from '#shared/ipc/console-requests.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { PlaysRequest, PlaysResponse } from '#shared/protocol/plays.ts'

/*
 * What the handlers need of the rest of the main process. Each handler file sees only its own port; every failure a
 * window may read is an OutpostError, anything else is answered with `internal`.
 */

/** Who asked, and of which site. */
export interface RequestContext {
  /** The number of the window's web contents, stable while the window lives. */
  readonly windowId: number
  /**
   * The site that the window looked at when it asked: it may look at another one by the time the request arrives.
   * Null: it did not say; the one it looks at now is meant.
   */
  readonly siteId: string | null
}

/** A port of the site that a request is for. Rejects with OutpostError: `not-found`, or `site-closed` while it is not open. */
export type OfSite<Port> = (context: RequestContext) => Promise<Port>

type Outcomes = IpcResponse<'operations:retry'>

export interface AppPort {
  state(): Promise<AppState>
}

export interface ReplicaPort {
  /** `page`: null for the first. */
  page(windowId: number, entityType: EntityType, page: string | null): Promise<ReplicaPage>
  /** Hands the page of the window a port. */
  openFeed(windowId: number): void
}

export interface OperationsPort {
  /** Resolves when all intents are durably queued. */
  enqueue(request: IpcRequest<'operations:enqueue'>, windowId: number): Promise<IpcResponse<'operations:enqueue'>>
  /** This window wants to know what becomes of these. */
  actedOn(keys: readonly string[], windowId: number): void
  list(query: IpcRequest<'operations:list'>): Promise<IpcResponse<'operations:list'>>
  outline(request: IpcRequest<'operations:outline'>): Promise<IpcResponse<'operations:outline'>>
  transitions(key: string): Promise<IpcResponse<'operations:transitions'>>
  payload(key: string): Promise<IpcResponse<'operations:payload'>>
  retry(keys: readonly string[]): Promise<Outcomes>
  rollBack(keys: readonly string[]): Promise<Outcomes>
  discard(keys: readonly string[]): Promise<Outcomes>
  restore(keys: readonly string[]): Promise<Outcomes>
  consequences(keys: readonly string[]): Promise<IpcResponse<'operations:consequences'>>
  confirmAgain(keys: readonly string[]): Promise<Outcomes>
  prioritize(request: IpcRequest<'operations:prioritize'>): Promise<Outcomes>
  edit(request: IpcRequest<'operations:edit'>): Promise<Outcomes>
  chain(key: string): Promise<IpcResponse<'operations:chain'>>
  keepMine(keys: readonly string[]): Promise<Outcomes>
  setPaused(isPaused: boolean): Promise<void>
}

export interface ConflictsPort {
  outline(request: IpcRequest<'conflicts:outline'>): Promise<IpcResponse<'conflicts:outline'>>
  preview(request: IpcRequest<'conflicts:preview'>): Promise<IpcResponse<'conflicts:preview'>>
  resolve(request: IpcRequest<'conflicts:resolve'>): Promise<IpcResponse<'conflicts:resolve'>>
  previewBulk(request: IpcRequest<'conflicts:preview-bulk'>): Promise<IpcResponse<'conflicts:preview-bulk'>>
  resolveBulk(request: IpcRequest<'conflicts:resolve-bulk'>): Promise<IpcResponse<'conflicts:resolve-bulk'>>
  undo(resolutionId: string): Promise<IpcResponse<'conflicts:undo'>>
  history(query: IpcRequest<'conflicts:history'>): Promise<IpcResponse<'conflicts:history'>>
}

export interface ConnectionPort {
  connect(): Promise<void>
  disconnect(): Promise<void>
  /** Stores the token of the configured site and signs in with it. */
  setToken(token: string): Promise<void>
  /** The address has passed the rule for allowed server addresses. */
  test(serverUrl: string): Promise<IpcResponse<'connection:test'>>
  syncNow(): Promise<void>
  stages(): IpcResponse<'sync:stages'>
  request(request: IpcRequest<'server:request'>): Promise<IpcResponse<'server:request'>>
  screenshot(deviceId: string): Promise<IpcResponse<'device:screenshot'>>
  deviceHealth(deviceId: string): Promise<IpcResponse<'device:health'>>
  alarmRules(): Promise<IpcResponse<'server:alarm-rules'>>
  /** Null: the server keeps no plays. */
  plays(asked: PlaysRequest): Promise<PlaysResponse | null>
  thumbnail(contentId: string): Promise<IpcResponse<'content:thumbnail'>>
  pairingCodes(): Promise<IpcResponse<'device:codes'>>
}

export interface ChannelsPort {
  /** The events go to this window only, and end with it. */
  subscribe(windowId: number, channel: string): Promise<IpcResponse<'channel:subscribe'>>
  /** Ends a subscription of this window; another window's is `not-found`. */
  unsubscribe(windowId: number, subscription: string): Promise<void>
}

export interface SettingsPort {
  update(changes: Readonly<Record<string, unknown>>): Promise<EffectiveSettings>
}

export interface MetricsPort {
  summaries(): IpcResponse<'metrics:read'>['metrics']
  /** The last minutes of each metric that has samples in them. */
  rolling(minutes: RollingMinutes): IpcResponse<'metrics:rolling'>['metrics']
  recordAll(samples: IpcRequest<'metrics:record'>['samples']): void
}

export interface TelemetryPort {
  /** An error in the page of a window. */
  reported(windowId: number, error: IpcRequest<'telemetry:report'>): void
  status(): Promise<IpcResponse<'telemetry:status'>>
  test(): Promise<IpcResponse<'telemetry:test'>>
}

/** What is counted of the use of the console on this PC, and the features that not everybody has. */
export interface UsagePort {
  read(): Promise<IpcResponse<'usage:read'>>
  seen(seen: IpcRequest<'usage:seen'>): Promise<void>
  clear(): Promise<IpcResponse<'usage:clear'>>
  export(windowId: number): Promise<IpcResponse<'usage:export'>>
  flags(): Promise<IpcResponse<'flags:read'>>
}

/** New versions of the program. Each answers with where it stands then. */
export interface UpdatesPort {
  status(): UpdateStatus
  check(): UpdateStatus
  download(): UpdateStatus
  cancel(): UpdateStatus
  install(): UpdateStatus
  putOff(): UpdateStatus
}

export interface BreakersPort {
  list(): BreakerStatus[]
  /** Both throw `not-found` where there is none of this name. */
  force(name: string, mode: BreakerMode): void
  reset(name: string): void
}

/** Files to and from other PCs. Nothing here names a path: the operator is asked in the window that wants it. */
export interface TransferPort {
  exportBundle(windowId: number): Promise<IpcResponse<'bundle:export'>>
  inspectBundle(windowId: number): Promise<IpcResponse<'bundle:inspect'>>
  importBundle(token: string): Promise<IpcResponse<'bundle:import'>>
  exportRefused(windowId: number, keys: readonly string[] | null): Promise<IpcResponse<'quarantine:export'>>
  importRefused(windowId: number, how: IpcRequest<'quarantine:import'>): Promise<IpcResponse<'quarantine:import'>>
}

/** Files on their way to the server. Only `drop` names paths: the preload script makes it, and no page can. */
export interface UploadsPort {
  list(): IpcResponse<'uploads:list'>
  choose(windowId: number, folder: string): Promise<IpcResponse<'uploads:choose'>>
  drop(paths: readonly string[], folder: string): Promise<IpcResponse<'uploads:drop'>>
  chooseAgain(windowId: number, key: string): Promise<IpcResponse<'uploads:choose-again'>>
  renew(windowId: number, contentId: string): Promise<IpcResponse<'uploads:renew'>>
  act(keys: readonly string[], act: IpcRequest<'uploads:act'>['act']): Promise<void>
}

/** What is recorded of alarms. */
export interface AlarmsPort {
  history(request: IpcRequest<'alarms:history'>): Promise<IpcResponse<'alarms:history'>>
}

export interface LedgerPort {
  export(windowId: number): Promise<IpcResponse<'ledger:export'>>
}

export interface SessionPort {
  status(): IpcResponse<'session:status'>
  signOut(force: boolean): Promise<IpcResponse<'session:sign-out'>>
}

export interface WindowsPort {
  self(windowId: number): IpcResponse<'windows:self'>
  /** Throws `rate-limited` when too many are open. */
  open(windowId: number, request: IpcRequest<'windows:open'>): IpcResponse<'windows:open'>
  show(windowId: number, request: IpcRequest<'windows:show'>): void
  place(windowId: number, request: IpcRequest<'windows:place'>): void
  visibility(windowId: number, isHidden: boolean): void
}

/** The list of sites, and which one each window looks at. */
export interface SitesPort {
  list(windowId: number): IpcResponse<'sites:list'>
  /** From now on the window looks at this site. Rejects like the requests to it. */
  switchTo(windowId: number, siteId: string): Promise<void>
  /** Tries again to open a site that could not be opened. */
  reopen(siteId: string): Promise<void>
  add(request: IpcRequest<'sites:add'>): Promise<IpcResponse<'sites:add'>>
  edit(request: IpcRequest<'sites:edit'>): Promise<IpcResponse<'sites:edit'>>
  remove(siteId: string, force: boolean): Promise<IpcResponse<'sites:remove'>>
  attention(): Promise<IpcResponse<'sites:attention'>>
}

export interface ReportsPort {
  export(windowId: number, request: IpcRequest<'reports:export'>): Promise<IpcResponse<'reports:export'>>
  /** What this window is writing. */
  cancel(windowId: number): void
  schedule(): IpcResponse<'reports:schedule'>
  chooseFolder(windowId: number): Promise<IpcResponse<'reports:choose-folder'>>
}

/** What the console measured of itself, as it is kept on this PC. Rejects with `storage-failed` while it cannot be read. */
export interface FiguresPort {
  names(): Promise<IpcResponse<'metrics:names'>>
  points(request: IpcRequest<'metrics:points'>): Promise<IpcResponse<'metrics:points'>>
  alerts(span: IpcRequest<'metrics:alerts'>): Promise<IpcResponse<'metrics:alerts'>>
  moment(span: IpcRequest<'metrics:moment'>): Promise<IpcResponse<'metrics:moment'>>
}

/** What happened at a site over time. */
export interface AnalyticsPort {
  fleet(windowId: number, request: IpcRequest<'analytics:fleet'>): Promise<IpcResponse<'analytics:fleet'>>
  plays(request: IpcRequest<'analytics:plays'>): Promise<IpcResponse<'analytics:plays'>>
  export(windowId: number, request: IpcRequest<'analytics:export'>): Promise<IpcResponse<'analytics:export'>>
}

export interface DiagnosticsPort {
  export(windowId: number, request: IpcRequest<'diagnostics:export'>): Promise<IpcResponse<'diagnostics:export'>>
  /** What this window is writing. */
  cancel(windowId: number): void
}

/** Wallboards that are files. Nothing here names a path: the operator is asked, or the folder is the profile's own. */
export interface BoardsPort {
  local(): Promise<IpcResponse<'boards:local'>>
  import(windowId: number, tenant: string | null): Promise<IpcResponse<'boards:import'>>
  export(windowId: number, board: unknown): Promise<IpcResponse<'boards:export'>>
  keep(request: IpcRequest<'boards:keep'>): Promise<IpcResponse<'boards:keep'>>
  remove(fileName: string): Promise<void>
}

/** Lists as files, as a window reads them out. */
export interface ListsPort {
  begin(windowId: number, request: IpcRequest<'lists:begin'>): Promise<IpcResponse<'lists:begin'>>
  append(windowId: number, request: IpcRequest<'lists:append'>): Promise<IpcResponse<'lists:append'>>
  finish(windowId: number, token: string): Promise<IpcResponse<'lists:finish'>>
  cancel(windowId: number, token: string): Promise<void>
}

/** What the feed brings, rolled up. */
export interface StreamPort {
  read(): IpcResponse<'stream:read'>
}

/** What windows can ask of one site. */
export interface SiteServices {
  readonly app: AppPort
  readonly replica: ReplicaPort
  readonly operations: OperationsPort
  readonly conflicts: ConflictsPort
  readonly connection: ConnectionPort
  readonly channels: ChannelsPort
  readonly alarms: AlarmsPort
  readonly breakers: BreakersPort
  readonly transfer: TransferPort
  readonly uploads: UploadsPort
  readonly ledger: LedgerPort
  readonly reports: ReportsPort
  readonly figures: FiguresPort
  readonly analytics: AnalyticsPort
  readonly session: SessionPort
  readonly stream: StreamPort
}

/** The PC the console stands on. */
export interface WorkplacePort {
  autostart(): Promise<IpcResponse<'workplace:autostart'>>
  setUpAutostart(): Promise<IpcResponse<'workplace:set-up-autostart'>>
}

export interface IpcServices {
  readonly site: OfSite<SiteServices>
  /** What can be asked of a site while its stored records are still being read. */
  readonly early: OfSite<Pick<SiteServices, 'app' | 'replica'>>
  readonly sites: SitesPort
  readonly boards: BoardsPort
  readonly lists: ListsPort
  readonly settings: SettingsPort
  readonly metrics: MetricsPort
  readonly diagnostics: DiagnosticsPort
  readonly telemetry: TelemetryPort
  readonly updates: UpdatesPort
  readonly usage: UsagePort
  readonly windows: WindowsPort
  readonly workplace: WorkplacePort
}
