// Which of Keygen's public routes this server has, as the table of Keygen's writes them.
import { appRoutes } from '../support/app-routes.ts'
import { PUBLIC_ROUTES } from './public-routes.ts'

export function routesThere(): ReadonlySet<string> {
  const shapes = new Set(appRoutes().map(shapeOf))
  const asked = PUBLIC_ROUTES.flatMap(({ routes: all }) => all)
  return new Set(asked.filter((route) => shapes.has(shapeOf(route))))
}

/** Whatever its variable parts are called. */
export const shapeOf = (route: string): string => route.replaceAll(/:\w+|\{\w+\}/g, '*')
