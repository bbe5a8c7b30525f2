// For which machine a text is, in the words of an inspection: the two Unique Keys, and where they differ.
import type { InspectedMachine } from '#shared/contract/inspection.ts'

const GROUPS = 6

/** `stated`: the Unique Key that the text names. `certain`: it is signed, or it is the text itself. */
export function inspectedMachine(stated: string, certain: boolean, here: string | null): InspectedMachine {
  if (here === null) return { is: 'unknown', certain: false, here, stated, differentGroups: [] }
  const is = stated === here ? 'this' : 'other'
  return { is, certain, here, stated, differentGroups: differentGroups(stated, here) }
}

/** Where the text itself names no Unique Key. */
export function unstatedMachine(is: InspectedMachine['is'], here: string | null): InspectedMachine {
  return { is, certain: false, here, stated: null, differentGroups: [] }
}

/** The prefix may have dashes of its own, so the groups are counted from the end. */
function differentGroups(one: string, other: string): number[] {
  const groupsOf = (key: string) => key.split('-').slice(-GROUPS)
  const [a, b] = [groupsOf(one), groupsOf(other)]
  return a.flatMap((group, index) => (group === b[index] ? [] : [index + 1]))
}
