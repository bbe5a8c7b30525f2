// The methods of the contract that keep what is stored: repair, backup, restore.
import { z } from 'zod'
import { method, nothing } from './declaration.ts'
import { errorsOf } from './errors.ts'
import { licenseList, storeProblem } from './views.ts'

/** Bytes, and so no fewer than its characters. */
export const LARGEST_BACKUP = 200_000_000

const broken = z.array(storeProblem)

export const keepingMethods = {
  /** Sets aside what is damaged; nothing is deleted. A product that it may have been for is “not licensed” then. */
  'store.repair': method({
    changes: true,
    input: nothing,
    output: z.object({
      /** What was set aside, as it was named before. */
      setAside: broken,
      /** What stays where it is, and why. */
      left: broken,
    }),
    errors: errorsOf('store_write'),
  }),
  /** Everything that is worth keeping, License Codes in full. Refused where nothing is here, or some of it cannot be read. */
  'backup.create': method({
    input: nothing,
    output: z.object({
      fileName: z.string(),
      content: z.string(),
      licenses: z.number(),
      /** Of them those of another machine, with its Unique Key where something tells it: they are restored there alone. */
      elsewhere: z.array(z.object({ id: z.string(), machine: z.string().nullable() })),
      /** `settings.json` of a newer version is in it letter by letter, and only that version puts it back. */
      settingsAsFound: z.boolean(),
      /** Damaged: it is not in it. */
      leftOut: broken,
    }),
    errors: [...errorsOf('machine', 'store_read'), 'settings_not_readable', 'settings_newer', 'backup_empty'],
  }),
  /** Adds what the backup has and this machine has not, or has older. Of this machine alone, as its licenses say. */
  'backup.restore': method({
    changes: true,
    input: z.strictObject({ content: z.string().max(LARGEST_BACKUP) }),
    output: z.object({
      restored: z.array(z.object({ id: z.string(), owner: z.string() })),
      /**
       * Licenses, and products whose usage is. `reason`: the code of why not, e.g. `older_key`; `runs_here` of a return of what runs
       * here, `dated_ahead` of what the backup dates after now.
       */
      left: z.array(
        z.union([
          z.object({ id: z.string(), owner: z.string(), reason: z.string() }),
          z.object({ product: z.string(), reason: z.string() }),
        ]),
      ),
      /**
       * `reason` of those that are left: `already_here`, `chosen_here`, `not_in_backup`, `newer_in_backup`, or a code. Of those that are
       * restored: `offline_only_kept`, where the ones that were lost here may have said it.
       */
      settings: z.object({ restored: z.boolean(), reason: z.string().nullable() }),
      list: licenseList,
    }),
    errors: [...errorsOf('machine', 'store_write'), 'backup_not_readable', 'backup_other_machine'],
  }),
} as const
