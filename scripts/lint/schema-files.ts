// The files of src-shared/contract that bring the schema library with them: the page takes their types alone.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const contract = path.resolve(import.meta.dirname, '../../src-shared/contract')

/** Names of files, found by what they import. */
export const SCHEMA_FILES = readdirSync(contract).filter((name) =>
  /^import (?!type ).* from 'zod'/m.test(readFileSync(path.join(contract, name), 'utf8')),
)
