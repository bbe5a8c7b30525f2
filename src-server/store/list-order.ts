// In which order a list is read. An index serves both ways.

/** By when each was made: the oldest or the newest first. */
export type Order = 'asc' | 'desc'

/** What `prepare` makes of the order, and of what is behind another in it. */
export const inEachOrder = <T>(
  prepare: (order: 'ASC' | 'DESC', behind: '>' | '<') => T,
): Record<Order, T> => ({
  asc: prepare('ASC', '>'),
  desc: prepare('DESC', '<'),
})
