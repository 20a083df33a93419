import { writeFileSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { updateKeysOf } from '#shared/domain/update-settings.ts'
import type { SettingsService } from '../config/settings-service.ts'
import type { EventBroadcaster } from '../ipc/events.ts'
import type { UpdatesPort } from '../ipc/services.ts'
import { type Clock, minuteOfDay } from '../platform/clock.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import { assertFree, Backups } from '../updates/backups.ts'
import type { RestPort } from '../updates/rest.ts'
import { UpdateMemory } from '../updates/update-memory.ts'
import type { UpdateWishes } from '../updates/update-schedule.ts'
import { UpdateService } from '../updates/update-service.ts'
import type { Updater } from '../updates/updater-port.ts'
import type { AppOptions } from './app-options.ts'
import type { RecordKeeping } from './record-keeping.ts'
import type { Sites } from './sites.ts'
import { backupParts } from './update-backup.ts'

export interface UpdatesDependencies {
  readonly options: AppOptions
  readonly clock: Clock
  readonly settings: SettingsService
  readonly sites: () => Sites | null
  readonly records: RecordKeeping
  readonly sink: Pick<EventBroadcaster, 'broadcast'>
  readonly secureContext: SecureContextSource
}

/** What was received is copied once more by most installers, and the new version lies beside the old one for a while. */
const ROOM_FACTOR = 3

/** New versions of the program: where they come from, and everything that is to be done before one takes over. */
export function createUpdates(dependencies: UpdatesDependencies): UpdateService {
  const { options, clock, settings, sites, records, sink } = dependencies
  const { paths, running, logger } = options
  const folder = join(paths.root, 'updates')
  const freeBytes = async (place: string): Promise<number> => {
    await mkdir(place, { recursive: true, mode: 0o700 })
    const { bavail, bsize } = await statfs(place)
    return bavail * bsize
  }
  const backups = new Backups({ folder: join(paths.root, 'backups'), freeBytes })
  const openSites = () => sites()?.host.openSites ?? []
  const service = new UpdateService({
    ...{ version: running.version, clock, logger: logger.child('updates') },
    wishes: () => settings.values,
    createUpdater: (wishes) => createUpdater(dependencies, folder, wishes),
    memory: new UpdateMemory(join(paths.root, 'updates.json')),
    rest: restOf(openSites, records),
    assertRoom: (bytes) => assertFree({ folder, freeBytes }, bytes * ROOM_FACTOR, 'the new version'),
    async backUp() {
      const backUpArchive = (file: string): Promise<void> => records.recording.ask('backUp', file)
      await backups.make(backupParts({ paths, openSites, backUpArchive }), running.version, clock.now())
    },
    minuteOfDay: () => minuteOfDay(clock.now()),
    onHandedOver: options.onQuit,
  })
  service.onChanged((status) => sink.broadcast('updates:changed', status))
  return service
}

/** Read when a feed is set, and not before: most consoles start without. */
async function createUpdater(
  { options: { running, files, launch, logger }, secureContext }: UpdatesDependencies,
  folder: string,
  { updateFeed, updateKeys }: UpdateWishes,
): Promise<Updater> {
  const { createFeedUpdater } = await import('../updates/create-feed-updater.ts')
  const { updateStandIn } = launch
  return createFeedUpdater({
    ...{ platform: process.platform, isPackaged: running.isPackaged, appImage: process.env['APPIMAGE'] },
    resourcesFolder: files.resources,
    ...{
      place: updateFeed,
      secureContext,
      keys: updateKeysOf(updateKeys),
      version: running.version,
      folder,
      machine: hostname(),
    },
    logger: logger.child('updates'),
    standIn: updateStandIn === null ? null : (installer) => writeFileSync(updateStandIn, `${installer}\n`),
    relaunch: running.relaunch,
  })
}

/** Only-read sites send nothing, and are held like the others. */
function restOf(openSites: () => Sites['host']['openSites'], records: RecordKeeping): RestPort {
  const setHeld = (isHeld: boolean): void => {
    for (const { engine } of openSites()) engine.delivery.setHeld(isHeld)
  }
  return {
    hold: () => setHeld(true),
    release: () => setHeld(false),
    inFlight: () => openSites().reduce((sum, { engine }) => sum + engine.delivery.inFlight, 0),
    busyWith: () => (records.desk.isWriting || records.scheduled.status().isWriting ? 'a report' : null),
  }
}

/** What windows may ask. */
export function updatesPort(service: UpdateService): UpdatesPort {
  return {
    status: () => service.status(),
    check: () => service.check(),
    download: () => service.download(),
    cancel: () => service.cancel(),
    install: () => service.install(),
    putOff: () => service.putOff(),
  }
}
