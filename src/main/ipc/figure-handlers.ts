import type { IpcHandlers } from './handler-types.ts'
import type { FiguresPort, OfSite } from './services.ts'

type FigureRequest = 'metrics:names' | 'metrics:points' | 'metrics:alerts' | 'metrics:moment'

export function figureHandlers(figures: OfSite<FiguresPort>): Pick<IpcHandlers, FigureRequest> {
  return {
    'metrics:names': async (_request, context) => (await figures(context)).names(),
    'metrics:points': async (request, context) => (await figures(context)).points(request),
    'metrics:alerts': async (span, context) => (await figures(context)).alerts(span),
    'metrics:moment': async (span, context) => (await figures(context)).moment(span),
  }
}
