// How rows ask for processes of machines, and what is answered.
import type { Answered, Given, Question } from '../row.ts'

export const MAKE = 'POST /processes'
export const SOME = { given: ['activated', 'processes'] } as const

export const run = (attributes: object, machine = '$machine', more: object = {}) => ({
  body: {
    data: {
      type: 'processes',
      attributes,
      relationships: { machine: { data: { type: 'machines', id: machine } } },
      ...more,
    },
  },
})
export const held = (rules: string, ...given: Given[]): Question => ({
  policy: ['floating=true', ...rules.split(' ').filter((rule) => rule !== '')],
  sold: { machines: 3 },
  given: ['activated', ...given],
})
export const shows = (attributes: object, status = 200): Answered => ({
  status,
  has: { data: { attributes } },
})
