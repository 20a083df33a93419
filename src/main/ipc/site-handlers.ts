import type { IpcHandlers } from './handler-types.ts'
import type { SitesPort } from './services.ts'

type SitesRequestName = Extract<keyof IpcHandlers, `sites:${string}`>

export function siteHandlers(sites: SitesPort): Pick<IpcHandlers, SitesRequestName> {
  return {
    'sites:list': async (_request, { windowId }) => sites.list(windowId),
    'sites:switch': async ({ siteId }, { windowId }) => {
      await sites.switchTo(windowId, siteId)
      return {}
    },
    'sites:reopen': async ({ siteId }) => {
      await sites.reopen(siteId)
      return {}
    },
    'sites:add': (request) => sites.add(request),
    'sites:edit': (request) => sites.edit(request),
    'sites:remove': ({ siteId, force }) => sites.remove(siteId, force),
    'sites:attention': () => sites.attention(),
  }
}
