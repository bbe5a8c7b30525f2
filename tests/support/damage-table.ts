// The table of damage to the store (issue 10.14): place and kind → exit status → what a person is told → what still works.
import { FILED, HIT, TYPED } from './damaged-store.ts'
import { OF_A_FILE, OF_A_FOLDER, type Kind } from './damage.ts'
import type { Act } from './judge-case.ts'

/** Exit statuses of `check`: for the product that is hit, and for that of a license beside it. */
type Exits = readonly [hit: number, other: number]

export interface Answers {
  readonly exits: Exits
  /** The sentences of `check` about the product that is hit; null: it gave a verdict. */
  readonly check: string | null
  /** What `list` names, and says of it; null: nothing. */
  readonly list: string | null
  /** What does not work; all else does. */
  readonly fails: readonly Act[]
}

export interface Case extends Kind, Answers {
  readonly place: string
  readonly product: string
}

interface Row {
  /** In the data folder; ID and TYPED: folders of licenses. */
  readonly place: string
  /** The product that is asked about. */
  readonly product?: string
  readonly kinds: readonly Kind[]
  /** Each kind once; those that no line names are answered by the last one. */
  readonly answers: readonly (readonly [kinds: readonly string[], answers: Answers])[]
}

const TEXT = ['empty', 'cut', 'a letter changed', 'nonsense']
const UNFIT = ['NUL bytes', 'four gigabytes']
const ALIEN = ['a file', 'a folder', 'a link to nowhere', 'a link to itself', 'a link to a copy', 'a pipe']
/** EMFILE has the words of these, with another reason (withOpenFiles). */
const DISK = ['EIO', 'ESTALE', 'EMFILE']
const ELSE: readonly string[] = []

const FINE: Answers = { exits: [0, 0], check: null, list: null, fails: [] }
const runs = (list: string | null, ...fails: readonly Act[]): Answers => ({ ...FINE, list, fails })
const doubt = (check: string, list: string | null, ...fails: readonly Act[]): Answers => ({
  exits: [2, 0],
  check,
  list,
  fails,
})
const bothInDoubt = (answers: Answers): Answers => ({ ...answers, exits: [2, 2] })

// What a person is told, in full.
const damaged = (file: string) =>
  `It cannot be told whether the product may run: a license on this machine is damaged. ${file} is missing, damaged or not as it was written, and may belong to the license of this product.`
const closed = (file: string) =>
  `The licenses on this machine cannot be read. You have no permission to read ${file}.`
const away = (trouble: string) => `It cannot be told which licenses are on this machine. ${trouble}`
const notGiven = (file: string) => away(`The disk or the network share did not give ${file}.`)
const usageLost =
  'It cannot be told whether the product may run: how much of it is in use was lost. usage.json in the data folder is damaged, or was set aside, and the license of “virtualization” depends on it.'
const usageUnread = (why: string) =>
  `It cannot be told whether the product may run: what was reported of its usage cannot be read. ${why}`
const depends = (file: string, product: string) =>
  `${file} in the data folder (the license of “${product}” depends on it)`
const USAGE_FILE = depends('usage.json', TYPED)
const usageAlien = usageUnread(`${USAGE_FILE} is a folder, a link, a pipe or something else that is no file.`)
const usageClosed = usageUnread(`You have no permission to read ${USAGE_FILE}.`)
const usageAway = usageUnread(`The disk or the network share did not give ${USAGE_FILE}.`)
const idLost = (file: string) =>
  `It cannot be told which machine this is. ${file} is empty or gone, and the licenses on this machine may depend on it.`
const idAway =
  'It cannot be told which machine this is. The disk or the network share did not give DATA/machine-id.'
const noId =
  'The machine id file does not hold a machine id. DATA/machine-id must hold 32 hexadecimal digits or a UUID.'

const STAYS =
  'It stays where it is until “activation-desk repair”, or an activation of the same license, sets it aside.'
const STAYS_BESIDE = 'It stays where it is until “activation-desk repair” sets it aside.'
const NOT_AS_WRITTEN = 'A file of this license is missing, or not as it was written.'
const OF_ANOTHER_KIND =
  'A link, a pipe or something of another kind lies where a file or folder belongs: Activation Desk did not write it, and does not follow it.'
const LICENSE_CLOSED = 'You may not read this license.'
const CLOSED = 'You may not read this file or folder.'
const AWAY = 'The disk or the network share did not give this file.'

/** A license without one of these is none. */
const ofKeyOrCode = (folder: string, name: string): Row['answers'] => {
  const file = `${folder}/${name}`
  return [
    [TEXT, doubt(damaged(file), `${file}: ${NOT_AS_WRITTEN}`)],
    [UNFIT, doubt(damaged(file), `${file}: A file of this license is damaged. ${STAYS}`)],
    [ALIEN, doubt(damaged(file), `${file}: ${OF_ANOTHER_KIND} ${STAYS}`)],
    [
      ['missing'],
      doubt(damaged(folder), `${folder}: The key or the License Code of this license is missing. ${STAYS}`),
    ],
    [['EACCES'], doubt(closed(file), `${file}: ${LICENSE_CLOSED}`, 'backup')],
    [DISK, doubt(notGiven(file), `${file}: ${AWAY}`, 'backup')],
  ]
}

const ANSWER = 'licenses/ID/answers/validation.json'
const ofTheAnswer: Row['answers'] = [
  [
    ['four gigabytes'],
    doubt(damaged(ANSWER), `${ANSWER}: A file of this license is damaged. ${STAYS_BESIDE}`),
  ],
  [ALIEN, doubt(damaged(ANSWER), `${ANSWER}: ${OF_ANOTHER_KIND} ${STAYS_BESIDE}`)],
  [['EACCES'], doubt(closed(ANSWER), `${ANSWER}: ${LICENSE_CLOSED}`, 'backup')],
  [DISK, doubt(notGiven(ANSWER), `${ANSWER}: ${AWAY}`, 'backup')],
  [ELSE, doubt(damaged(ANSWER), `${ANSWER}: ${NOT_AS_WRITTEN}`)],
]

/** It explains the license; the license holds without it. */
const ofActivation = (folder: string): Row['answers'] => {
  const file = `${folder}/activation.json`
  return [
    [['four gigabytes'], runs(`${file}: A file of this license is damaged. ${STAYS_BESIDE}`)],
    [ALIEN, runs(`${file}: ${OF_ANOTHER_KIND} ${STAYS_BESIDE}`)],
    [['EACCES'], runs(`${file}: ${LICENSE_CLOSED}`, 'backup')],
    [DISK, runs(`${file}: ${AWAY}`, 'backup')],
    [ELSE, FINE],
  ]
}

/** A side file with words of its own, which no gate needs. */
const beside = (file: string, words: string): Row['answers'] => [
  [['missing'], FINE],
  [['EACCES'], runs(`${file}: ${CLOSED}`, 'backup')],
  [DISK, runs(`${file}: ${AWAY}`, 'backup')],
  [ELSE, runs(`${file}: ${words}`)],
]

const RETURNED = 'The list of keys that were declared not to be used here any more is damaged or gone.'
const USAGE =
  'What the products reported of their usage is damaged or gone. Whether a product with a limit may run cannot be told.'
const OVER_TIME = 'What was in use over time is damaged. What can be read of it goes on.'
const NOTE_OF_LICENSES =
  'The note of which licenses are kept here is damaged, so that one that is gone may not be missed.'
const NOTE_OF_CHANGE =
  'The note of the last change is damaged, so that an open page may hear of changes late.'
const OWN_USAGE =
  'What a product wrote of its usage cannot be read. Whether it may run with a limit cannot be told.'
const OWN_FOLDER = depends('usage', FILED)
const OWN_FILE = depends(`usage/${FILED}.json`, FILED)
const ownLost = usageLost.replace('usage.json', `usage/${FILED}.json`).replace('virtualization', FILED)
const WRITES: readonly Act[] = ['usage set', 'settings set']

const MATRIX: readonly Row[] = [
  { place: 'licenses/ID/machine.lic', kinds: OF_A_FILE, answers: ofKeyOrCode('licenses/ID', 'machine.lic') },
  { place: 'licenses/ID/code', kinds: OF_A_FILE, answers: ofKeyOrCode('licenses/ID', 'code') },
  { place: ANSWER, kinds: OF_A_FILE, answers: ofTheAnswer },
  { place: 'licenses/ID/answers', kinds: OF_A_FOLDER, answers: ofTheAnswer },
  { place: 'licenses/ID/activation.json', kinds: OF_A_FILE, answers: ofActivation('licenses/ID') },
  {
    place: 'licenses/TYPED/typed.key',
    product: TYPED,
    kinds: OF_A_FILE,
    answers: ofKeyOrCode('licenses/TYPED', 'typed.key'),
  },
  {
    place: 'licenses/TYPED/code',
    product: TYPED,
    kinds: OF_A_FILE,
    answers: ofKeyOrCode('licenses/TYPED', 'code'),
  },
  {
    place: 'licenses/TYPED/activation.json',
    product: TYPED,
    kinds: OF_A_FILE,
    answers: ofActivation('licenses/TYPED'),
  },
  {
    place: 'licenses/ID',
    kinds: OF_A_FOLDER,
    answers: [
      // A license that was deleted is gone: the list misses it, and the gate says no.
      [
        ['missing'],
        {
          ...FINE,
          exits: [1, 0],
          list: 'licenses/ID: This license is gone from this machine, and nobody deactivated it here.',
        },
      ],
      [['EACCES'], doubt(closed('licenses/ID'), `licenses/ID: ${LICENSE_CLOSED}`, 'backup')],
      [DISK, doubt(notGiven('licenses/ID'), `licenses/ID: ${AWAY}`, 'backup')],
      [
        ALIEN,
        doubt(
          damaged('licenses/ID'),
          `licenses/ID: This is a file where each license has a folder: Activation Desk did not write it. ${STAYS}`,
        ),
      ],
    ],
  },
  {
    place: 'licenses',
    kinds: OF_A_FOLDER,
    answers: (
      [
        [
          ['missing'],
          doubt(
            away('There were licenses in licenses before, and it is gone.'),
            'licenses: The licenses that were on this machine are not there any more, and nobody deactivated them.',
            'backup',
            'usage set',
          ),
        ],
        [['EACCES'], noList(closed('DATA/licenses'))],
        [['EIO'], noList(away('The disk that holds DATA/licenses answers with a fault.'))],
        [['ESTALE'], noList(away('The network share that holds DATA/licenses does not answer.'))],
        [
          ['EMFILE'],
          noList(
            away(
              'This program, or the machine, has as many files open as it may, so that DATA/licenses cannot be opened.',
            ),
          ),
        ],
        [
          ALIEN,
          noList(
            away(
              'DATA/licenses, or what is in it, is a link, a pipe or a file in the place of a folder: Activation Desk follows none.',
            ),
          ),
        ],
      ] as const
    ).map(([kinds, answers]) => [kinds, bothInDoubt(answers)] as const),
  },
  {
    place: 'machine-id',
    kinds: OF_A_FILE,
    answers: [
      // Another id is another machine.
      [['a letter changed'], { ...FINE, exits: [1, 1], fails: ['usage set'] }],
      // Each license notes that there was such a file.
      [['missing'], bothInDoubt(doubt(idLost('machine-id'), null, 'usage set'))],
      [['EACCES'], bothInDoubt(noMachine(closed('DATA/machine-id')))],
      [DISK, bothInDoubt(noMachine(idAway))],
      [ELSE, bothInDoubt(noMachine(noId))],
    ],
  },
  {
    place: '.',
    kinds: OF_A_FOLDER.filter(({ kind }) =>
      ['missing', 'a link to nowhere', 'a link to a copy'].includes(kind),
    ),
    answers: [
      // Where nothing is, nothing ever was.
      [['missing'], { ...FINE, exits: [1, 1], fails: ['backup', 'usage set'] }],
      [
        ['a link to nowhere'],
        bothInDoubt({
          ...noList(away('DATA is a link, or lies behind one, that leads nowhere.')),
          fails: ['list', 'usage show', 'backup', 'usage set', 'settings set'],
        }),
      ],
      [['a link to a copy'], FINE],
    ],
  },
  {
    place: 'usage.json',
    product: TYPED,
    kinds: OF_A_FILE,
    answers: [
      // What is left of it counts: the whole record of this product.
      [['a letter changed'], runs(`usage.json: ${USAGE}`)],
      [['a folder'], doubt(usageAlien, `usage.json: ${USAGE}`, 'usage set')],
      [ALIEN, doubt(usageAlien, `usage.json: ${USAGE}`)],
      [['EACCES'], doubt(usageClosed, `usage.json: ${CLOSED}`, 'backup', 'usage set')],
      [DISK, doubt(usageAway, `usage.json: ${AWAY}`, 'backup', 'usage set')],
      [ELSE, doubt(usageLost, `usage.json: ${USAGE}`)],
    ],
  },
  {
    place: 'usage',
    product: FILED,
    kinds: OF_A_FOLDER,
    answers: [
      [['missing'], FINE],
      [
        ['EACCES'],
        doubt(usageUnread(`You have no permission to read ${OWN_FOLDER}.`), `usage: ${CLOSED}`, 'backup'),
      ],
      [
        DISK,
        doubt(
          usageUnread(`The disk or the network share did not give ${OWN_FOLDER}.`),
          `usage: ${AWAY}`,
          'backup',
        ),
      ],
      [
        ELSE,
        doubt(
          usageUnread(`${OWN_FOLDER} is a link, a file, a pipe or something else that is no folder.`),
          `usage: ${OWN_USAGE}`,
        ),
      ],
    ],
  },
  {
    place: `usage/${FILED}.json`,
    product: FILED,
    kinds: OF_A_FILE,
    answers: [
      [['missing'], FINE],
      [
        ['EACCES'],
        doubt(
          usageUnread(`You have no permission to read ${OWN_FILE}.`),
          `usage/${FILED}.json: ${CLOSED}`,
          'backup',
        ),
      ],
      [
        DISK,
        doubt(
          usageUnread(`The disk or the network share did not give ${OWN_FILE}.`),
          `usage/${FILED}.json: ${AWAY}`,
          'backup',
        ),
      ],
      [
        ALIEN,
        doubt(
          usageUnread(`${OWN_FILE} is a folder, a link, a pipe or something else that is no file.`),
          `usage/${FILED}.json: ${OWN_USAGE}`,
        ),
      ],
      [ELSE, doubt(ownLost, `usage/${FILED}.json: ${OWN_USAGE}`)],
    ],
  },
  {
    place: 'usage-history',
    kinds: OF_A_FOLDER,
    answers: [
      [['missing'], FINE],
      [['EACCES'], runs(`usage-history: ${CLOSED}`)],
      [DISK, runs(`usage-history: ${AWAY}`)],
      [ELSE, runs(`usage-history: ${OVER_TIME}`)],
    ],
  },
  {
    place: 'usage-history/inventory.json',
    kinds: OF_A_FILE,
    answers: [
      [['EACCES'], runs(`usage-history/inventory.json: ${CLOSED}`)],
      [DISK, runs(`usage-history/inventory.json: ${AWAY}`)],
      [ALIEN, runs(`usage-history/inventory.json: ${OVER_TIME}`)],
      [ELSE, FINE],
    ],
  },
  ...['copies', 'waiting'].map((place) => ({
    place,
    kinds: OF_A_FOLDER,
    answers: [[ELSE, FINE]] as const,
  })),
  { place: 'quarantine', kinds: OF_A_FOLDER, answers: beside('quarantine', OF_ANOTHER_KIND) },
  {
    place: 'returns',
    kinds: OF_A_FOLDER,
    answers: beside(
      'returns',
      'A note of a deactivation is damaged, so that no refresh tells the activation server of it.',
    ),
  },
  {
    place: 'returns/gone.json',
    kinds: OF_A_FILE,
    answers: [
      [
        ['a letter changed'],
        runs(
          'returns/gone.json: A note of a deactivation is damaged, so that no refresh tells the activation server of it.',
        ),
      ],
      ...beside(
        'returns/gone.json',
        'A note of a deactivation is damaged, and nothing here tells enough to write it anew: whether the place of this machine is free is not known.',
      ),
    ],
  },
  {
    place: 'returned.json',
    kinds: OF_A_FILE,
    answers: [
      [['missing'], runs(`returned.json: ${RETURNED}`)],
      ...beside('returned.json', RETURNED).slice(1),
    ],
  },
  {
    place: 'clock.json',
    kinds: OF_A_FILE,
    answers: beside('clock.json', 'The latest time that the vendor has signed is damaged.'),
  },
  {
    place: 'store.json',
    kinds: OF_A_FILE,
    answers: [
      [['EACCES'], runs(`store.json: ${CLOSED}`, 'backup', ...WRITES)],
      [DISK, runs(`store.json: ${AWAY}`, 'backup', ...WRITES)],
      ...beside('store.json', 'The file that says in which form things are stored here is damaged.'),
    ],
  },
  {
    place: 'revision',
    kinds: OF_A_FILE,
    answers: [
      // Any other text is another revision.
      [[...TEXT, 'NUL bytes'], FINE],
      [['a folder'], runs(`revision: ${NOTE_OF_CHANGE}`, 'usage set')],
      ...beside('revision', NOTE_OF_CHANGE),
    ],
  },
  {
    place: 'settings.json',
    kinds: OF_A_FILE,
    answers: [
      [['EACCES', ...DISK], runs(null, 'settings show', 'backup', 'settings set')],
      [['a folder'], runs(null, 'settings show', 'settings set')],
      [ELSE, runs(null, 'settings show')],
    ],
  },
  {
    place: 'staging',
    kinds: OF_A_FOLDER,
    answers: [
      [['missing'], FINE],
      [ELSE, runs(null, ...WRITES)],
    ],
  },
  {
    // SQLite opens it by itself, and makes of any file that is no lock a new one.
    place: 'lock.db',
    kinds: OF_A_FILE,
    answers: [
      [ALIEN, runs(null, ...WRITES)],
      [ELSE, FINE],
    ],
  },
  ...['activity.jsonl', 'activity.1.jsonl'].map((place) => ({
    place,
    kinds: OF_A_FILE,
    answers: [
      [['EACCES', ...DISK], runs(null, 'activity')],
      [ELSE, FINE],
    ] as const,
  })),
  { place: 'licensed', kinds: OF_A_FILE, answers: beside('licensed', NOTE_OF_LICENSES) },
  { place: 'returned-once', kinds: OF_A_FILE, answers: [[ELSE, FINE]] },
  { place: 'settings-once', kinds: OF_A_FILE, answers: [[ELSE, FINE]] },
]

function noList(check: string): Answers {
  return doubt(check, null, 'list', 'usage show', 'backup', 'usage set')
}

function noMachine(check: string): Answers {
  return doubt(check, null, 'list', 'usage show', 'unique-key', 'backup', 'usage set')
}

/** Where no file can be opened any more, the disk is not blamed. */
function withOpenFiles({ check, list, ...answers }: Answers): Answers {
  const limit = 'This program, or the machine, has as many files open as it may, so that'
  return {
    ...answers,
    check:
      check &&
      check.replace(/The disk or the network share did not give (.*)\.$/, `${limit} $1 cannot be opened.`),
    list: list && list.replace(AWAY, `${limit} this one was not read.`),
  }
}

export const CASES: readonly Case[] = MATRIX.flatMap(({ place, product = HIT, kinds, answers }) =>
  kinds.map((kind) => {
    const own =
      answers.find(([named]) => named.includes(kind.kind)) ?? answers.find(([named]) => named === ELSE)
    if (!own) throw new Error(`${place}: ${kind.kind} has no line in the table`)
    return { ...kind, ...(kind.kind === 'EMFILE' ? withOpenFiles(own[1]) : own[1]), place, product }
  }),
)
