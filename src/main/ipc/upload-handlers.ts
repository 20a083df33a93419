import type { IpcHandlers } from './handler-types.ts'
import type { ConnectionPort, OfSite, UploadsPort } from './services.ts'

type UploadRequestName = Extract<keyof IpcHandlers, `uploads:${string}` | `content:${string}`>

export function uploadHandlers(
  uploads: OfSite<UploadsPort>,
  connection: OfSite<ConnectionPort>,
): Pick<IpcHandlers, UploadRequestName> {
  return {
    'uploads:list': async (_request, context) => (await uploads(context)).list(),
    'uploads:choose': async ({ folder }, context) => (await uploads(context)).choose(context.windowId, folder),
    'uploads:drop': async ({ paths, folder }, context) => (await uploads(context)).drop(paths, folder),
    'uploads:choose-again': async ({ key }, context) => (await uploads(context)).chooseAgain(context.windowId, key),
    'uploads:renew': async ({ contentId }, context) => (await uploads(context)).renew(context.windowId, contentId),
    'uploads:act': async ({ keys, act }, context) => {
      await (await uploads(context)).act(keys, act)
      return {}
    },
    'content:thumbnail': async ({ contentId }, context) => (await connection(context)).thumbnail(contentId),
  }
}
