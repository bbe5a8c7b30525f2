// English words of what keeps the vendor’s programs from working, and of what `doctor` finds well. With --json they are
import type { NoFile } from '../../contract/system.ts'
import { noFile } from './no-file.ts'
// these in every language.
export const faults = {
  /** Where no file can be named. */
  theDatabase: 'the database',
  notInitialized: (dataDir: string) => `${dataDir} holds no vendor data: run "init" first`,
  /** `keys`: the folder that still holds some. */
  databaseGone: (path: string, keys: string) =>
    `${path} is gone, and ${keys} still holds keys: put your last backup in by “restore”`,
  /** `is`: “link” for one that leads nowhere. */
  otherKind: (place: string, is: NoFile | 'file' | 'link', wanted: 'file' | 'folder') =>
    `${place} is a ${is === 'link' ? 'link that leads nowhere' : is}, and no ${wanted}: move it away, and put back what was there`,
  noDatabase: (path: string) => `there is no ${path}: run “init” first`,
  noDataFolder: (dataDir: string) =>
    `there is no folder ${dataDir}: name the server's with --data-dir, or make it first, with the keys of the vendor in it`,
  noBackup: (file: string) => `there is no file ${file}`,
  noFile,
  notABackup: (file: string) => `${file} is not a backup of this server's database`,
  noAccount: (path: string) => `${path} has no account: it was not made by "init"`,
  databaseBusy: (path: string) =>
    `${path} is being written by another program: try again in a moment. Where there is none, its disk may know no locks: use a local one`,
  databaseHeld: (path: string) =>
    `another program keeps ${path} from being written: wait until it is done, or end it (nothing is sold or activated meanwhile). Where there is none, its disk may know no locks: use a local one`,
  /** `said`: as the system or PostgreSQL said it. */
  databaseAway: (said: string) =>
    `the database cannot be reached (${said}): look whether PostgreSQL runs where --database says, and at the way there`,
  databaseCrowded:
    'the database is busy, or has no connection left: try again in a moment. Where it stays so, look at what else it does, and at its “max_connections”',
  databaseRefuses: (said: string) =>
    `the database refuses this server (${said}): look at the user, the password and the name in --database`,
  databaseAddress: (said: string) =>
    `the address in --database cannot be used (${said}): it looks like postgres://user@host/name`,
  databaseReadsOnly: 'the database may only be read: name the one that is written in --database',
  databaseWithoutTables:
    'the database has no tables of this server: run “init” with the same --database first',
  databaseInUse: (path: string) => `${path} is in use: stop the server first`,
  postgresInUse:
    'the database of that address is in use: stop its servers, and wait for other commands there',
  postgresOlder:
    'the database was made by an earlier version of this server: make a copy by pg_dump, then run “database upgrade”',
  moveUnfinished:
    'a move into this database has not ended: run “database move” again, which goes on where it was',
  databaseNotPermitted: (path: string) =>
    `${path} cannot be opened for reading and writing: look at the rights of the file and its folder`,
  databaseReplaced: (path: string) =>
    `${path} is not the database that was opened: it or its folder was removed or replaced. Put it back, or start again`,
  databaseOverwritten: (path: string) =>
    `${path} was written over by another program while it was open, and holds a mixture: stop everything, and put a backup in by “restore”`,
  databaseBehind: (path: string, writes: number) =>
    `${path} lacks ${writes === 1 ? 'a write that was' : `${writes} writes that were`} made: its log (…-wal) was removed, or an older copy was put in its place. Put your newest backup in by “restore”; to go on with what is left, make a “backup” and “restore” that`,
  databaseDamaged: (path: string) => `${path} is damaged: restore a backup (“restore”)`,
  /** `damage`: SQLite’s own words. */
  databaseDamagedAt: (path: string, damage: string) =>
    `${path} is damaged (${damage}): restore a backup (“restore”)`,
  backupDamaged: (file: string, damage: string) => `${file} is damaged: ${damage}`,
  damagedNotKept: (path: string, damage: string) =>
    `${path} is damaged (${damage}): no copy was kept. Restore an earlier backup (“restore”)`,
  otherTables: (path: string) =>
    `${path} is damaged: its tables are not those of this server. Restore a backup (“restore”)`,
  otherDatabase: (path: string) => `${path} is no database of this server`,
  noSigningKey: (path: string) =>
    `${path} names no key that signs now: it was changed by hand. Restore a backup (“restore”)`,
  databaseOlder: (path: string) =>
    `${path} was made by an earlier version of this server: run “database upgrade”, which keeps a copy`,
  databaseNewer: (path: string, later: string) =>
    `${path} was changed by a later version of this server (${later}): use that version, or restore a backup`,
  outputNotWritten: (path: string, why: string) => `${path} cannot be written (${why})`,
  /** Of the server’s data, or in a folder of it. */
  serversOwn: (file: string) => `${file} is a place of the server's own data: name a file elsewhere`,
  outputFolderMissing: (folder: string) =>
    `there is no folder ${folder}: make it first, or name a file in another one`,
  diskReadOnly: (path: string) => `the disk of ${path} may only be read (EROFS): mount it for writing`,
  tooManyOpenFiles:
    'too many files are open here: raise the limit of this process (“ulimit -n”), or end what keeps many open',
  diskFull: (path: string) => `there is no room left on the disk of ${path}`,
  quotaUsedUp: (path: string) => `this user may store no more on the disk of ${path} (its quota is used up)`,
  noFilesLeft: (path: string) =>
    `the disk of ${path} has room, but takes no further file: delete what nobody needs (“df -i”)`,
  diskAlmostFull: (dataDir: string, kibibytes: number) =>
    `hardly any room is left on the disk of ${dataDir} (${kibibytes} KiB): what is written may fail soon`,
  diskTrouble: (path: string) => `the disk of ${path} could not be read or written (or it is full)`,
  keyMissing: (path: string) => `the signing key ${path} is missing: bring it back from its copy`,
  preparedKeyMissing: (path: string) =>
    `the prepared signing key ${path} is missing: bring it back from its copy, or prepare another (“keys prepare --again”)`,
  diskWithoutLocks: (path: string) => `the disk of ${path} takes no locks: use a local one`,
  keyNotPermitted: (path: string, why: string) => `the signing key ${path} cannot be read (${why})`,
  keyDamaged: (path: string) => `${path} holds no Ed25519 key: bring the file back from its copy`,
  keySignsWrongly: (path: string) => `${path} holds a key that signs wrongly`,
  keyOfAnotherPair: (path: string) =>
    `${path} holds the key of another pair: no app would believe what it signs. Bring the right file back from its copy`,
  folderShared: (path: string) =>
    `others may write ${path}, and could exchange the signing key (chown, chmod go-w)`,
  /** `mode`: in octal digits. `all`: what to name to the command that mends it. */
  fileOpen: (file: string, mode: string, written: boolean, all: string) =>
    `the mode of ${file} (${mode}) lets others read ${written ? 'and write it' : 'it'}: “chmod -R go-rwx ${all}”`,
  fileOfOther: (file: string, owner: number) =>
    `${file} belongs to another user (uid ${owner}), who may read and write it: give it to this one (chown)`,
  clockBeforeKey: (now: string, from: string) =>
    `the clock of this machine shows ${now}, which is before the first day of the signing key (${from}): set it, or no app believes an answer`,
  logNotWritten: (file: string, why: string) => `the log file ${file} cannot be written (${why})`,
  logNotOpenedAnew: (file: string, why: string) =>
    `the log file ${file} cannot be opened anew (${why}): the log goes on in the file that was open before`,
  certificateNotRead: (file: string, why: string) => `${file} cannot be read (${why})`,
  noCertificate: (file: string) => `${file} is no certificate in PEM`,
  noPrivateKey: (file: string) => `${file} is no private key in PEM without a pass phrase`,
  keyOfOtherCertificate: (certificate: string, key: string) =>
    `the key ${key} is not that of the certificate ${certificate}`,
  certificateEnded: (file: string, until: string) =>
    `the certificate ${file} ended at ${until}: no client takes it`,
  certificateGoesOn: (why: string) => `the certificate that was read before goes on: ${why}`,
  portTaken: (port: number, option: string) =>
    `port ${port} is taken: choose another with ${option}, or 0 for a free one`,
  portNotPermitted: (port: number) => `this user may not listen on port ${port}`,
  addressNotAvailable: (host: string) => `${host} is not an address of this machine`,
}

export const doctor = {
  fault: (what: string) => `FAULT  ${what}`,
  well: (what: string) => `ok     ${what}`,
  folder: (dataDir: string) => `${dataDir} is its owner's alone`,
  database: (path: string) => `${path} is whole`,
  disk: 'the database can be written',
  signingKey: (id: string) => `key ${id} signs now, and is the one that profiles name`,
  /** Beside a fault that keeps it from signing. */
  fittingKey: (id: string) =>
    `key ${id} is the one that profiles name; nothing is signed before the fault is mended`,
  /** Beside a full disk. */
  keyWithoutRoom: (id: string) =>
    `key ${id} is the one that profiles name; before the fault is mended a sale, a seat or a file may fail`,
  unusedKeys: (folder: string, names: readonly string[]) =>
    `in ${folder} no key of the database uses ${names.join(', ')}: left by a command that was killed, or of a newer database`,
  unfinished: (folder: string, names: readonly string[]) =>
    `in ${folder} ${names.join(', ')} was begun and is not finished: a command is under way, or was killed; as soon as that is sure, and after a day at the latest, the next one removes it`,
  copies: (folder: string, count: number, newest: string) =>
    `${folder} keeps ${count} ${count === 1 ? 'copy' : 'copies'}, the newest ${newest}: each upgrade and each restore, a killed one too, leaves one`,
  preparedKey: (id: string) => `key ${id} is prepared, and is the one that profiles name`,
  clock: (now: string) => `it is ${now}`,
}
