// A program of Node that ends with this process, however that ends: also where it is killed and can end nothing itself.
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** Before the program's name; its fourth stream is a pipe then, by which it knows. */
export const WITH_PARENT = `--import=${pathToFileURL(path.join(import.meta.dirname, 'end-with-parent.ts')).href}`
