import type { Desk, Order, Outcome } from './command.ts'
import { CommandError, EXIT, UsageError } from './exits.ts'
import type { Answerer } from './requests.ts'

/** Runs a command at whoever answers. Rejects with CommandError or UsageError. */
export async function runOrder(
  order: Exclude<Order, { needs: 'nothing' }>,
  answerer: Answerer,
  wanted: string | null,
): Promise<Outcome & { site: string | null }> {
  if (order.needs === 'console') {
    const site = wanted === null ? null : await siteOf(answerer, wanted)
    return { ...(await order.run(answerer, site)), site }
  }
  const site = await siteOf(answerer, wanted)
  const desk: Desk = {
    site,
    ask: (name, request, file) => answerer.ask(name, request, { site, ...(file === undefined ? {} : { file }) }),
  }
  return { ...(await order.run(desk)), site }
}

/** By its id, or by its name where only one has it. Without one the console must have one site only. */
async function siteOf(answerer: Answerer, wanted: string | null): Promise<string> {
  const sites = await answerer.sites()
  const named = sites.filter(({ id, name }) => id === wanted || name === wanted)
  const found = sites.find(({ id }) => id === wanted) ?? (named.length === 1 ? named[0] : undefined)
  const ids = sites.map(({ id, name }) => (name === '' ? id : `${id} (${name})`)).join(', ')
  if (wanted !== null && found === undefined) {
    throw new CommandError(EXIT.nothing, 'not-found', `There is no site “${wanted.slice(0, 80)}”. There are: ${ids}.`)
  }
  if (found !== undefined) return found.id
  const enabled = sites.filter(({ isEnabled }) => isEnabled)
  const [only, ...others] = enabled
  if (only === undefined) throw new CommandError(EXIT.nothing, 'not-found', 'Every site is switched off.')
  if (others.length > 0) throw new UsageError(`There are several sites: say which with --site. There are: ${ids}.`)
  return only.id
}
