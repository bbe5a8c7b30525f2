// What JSON from outside has to be, said once and read in one pass. For the files that a gate reads: a schema library
// would take longer to load than the gate takes to answer. tests/shared/shape.test.ts holds it against one.

/** It is not of that shape. No JSON is this. */
export const OTHERWISE: unique symbol = Symbol('otherwise')

/** The value as its type says, without what the shape does not name; OTHERWISE where it is none. */
export type Shape<T> = (value: unknown) => T | typeof OTHERWISE
export type Shaped<S> = S extends Shape<infer T> ? T : never

interface Bounds {
  readonly min?: number
  readonly max?: number
}

export const anything: Shape<unknown> = (value) => value

export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? value : OTHERWISE)

/** `bounds`: of its length, in UTF-16 units. */
export const text =
  ({ min = 0, max = Infinity }: Bounds = {}): Shape<string> =>
  (value) =>
    typeof value === 'string' && value.length >= min && value.length <= max ? value : OTHERWISE

/** Finite. */
export const number =
  ({ min = -Infinity, max = Infinity }: Bounds = {}): Shape<number> =>
  (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max ? value : OTHERWISE

/** One that JavaScript counts exactly: up to 2⁵³ − 1. */
export const integer =
  ({ min = -Infinity, max = Infinity }: Bounds = {}): Shape<number> =>
  (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
      ? value
      : OTHERWISE

export const oneOf =
  <const T extends string>(...words: readonly T[]): Shape<T> =>
  (value) =>
    words.find((word) => word === value) ?? OTHERWISE

export const either =
  <A, B>(one: Shape<A>, other: Shape<B>): Shape<A | B> =>
  (value) => {
    const first = one(value)
    return first === OTHERWISE ? other(value) : first
  }

export const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value) =>
    value === undefined ? undefined : shape(value)

export const nullable =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value) =>
    value === null ? null : shape(value)

export const nullish = <T>(shape: Shape<T>): Shape<T | null | undefined> => optional(nullable(shape))

/** Where it is absent. */
export const otherwise =
  <T>(shape: Shape<T>, value: T): Shape<T> =>
  (given) =>
    given === undefined ? value : shape(given)

/** `most`: entries. */
export const list =
  <T>(shape: Shape<T>, most = Infinity): Shape<T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > most) return OTHERWISE
    const all: T[] = []
    for (const one of value) {
      const read = shape(one)
      if (read === OTHERWISE) return OTHERWISE
      all.push(read)
    }
    return all
  }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** With everything that is in it. */
export const record: Shape<Record<string, unknown>> = (value) => (isObject(value) ? value : OTHERWISE)

type Fields = Readonly<Record<string, Shape<unknown>>>

export const object = <F extends Fields>(fields: F): Shape<{ [K in keyof F]: Shaped<F[K]> }> => {
  const shapes = Object.entries(fields)
  return (value) => {
    if (!isObject(value)) return OTHERWISE
    const read: Record<string, unknown> = {}
    for (const [name, shape] of shapes) {
      const field = shape(Object.hasOwn(value, name) ? value[name] : undefined)
      if (field === OTHERWISE) return OTHERWISE
      read[name] = field
    }
    return read as { [K in keyof F]: Shaped<F[K]> }
  }
}

/** Of that shape, with what else is in it. */
export const whole =
  <T>(shape: Shape<T>): Shape<T> =>
  (value) =>
    shape(value) === OTHERWISE ? OTHERWISE : (value as T)

/** Null: it is not of that shape. */
export const readAs = <T>(value: unknown, shape: Shape<T>): T | null => {
  const read = shape(value)
  return read === OTHERWISE ? null : read
}

/** Null: no JSON, or not of that shape. */
export function readJsonAs<T>(json: string, shape: Shape<T>): T | null {
  return readAs(parsedJson(json), shape)
}

/** Of objects and lists in one another: parsers of some languages go no deeper, and all of them answer alike. */
const DEEPEST = 100

/** Of objects, and of what else may be a value more: a file of nothing but `{}` took a hundred times its size in memory. */
const MOST_OBJECTS = 250_000
const MOST_LISTS_AND_COMMAS = 2_000_000

/** More values than any file of ours has, wherever their marks stand (docs/formats/gate-v1.md#json). */
export const hasTooMany = (json: string): boolean =>
  occurrences(json, '{', MOST_OBJECTS) > MOST_OBJECTS ||
  occurrences(json, '[', MOST_LISTS_AND_COMMAS) + occurrences(json, ',', MOST_LISTS_AND_COMMAS) >
    MOST_LISTS_AND_COMMAS

/** No more of them than `most` and one. */
function occurrences(json: string, mark: string, most: number): number {
  let count = 0
  if (json.length <= most) return count
  for (let at = json.indexOf(mark); at >= 0 && count <= most; at = json.indexOf(mark, at + 1)) count += 1
  return count
}

/** OTHERWISE: no JSON, or more or deeper than anything of ours (docs/formats/gate-v1.md#json). */
export function parsedJson(json: string): unknown {
  try {
    return hasTooMany(json) || isTooDeep(json) ? OTHERWISE : (JSON.parse(json) as unknown)
  } catch (error) {
    if (error instanceof SyntaxError) return OTHERWISE
    throw error
  }
}

const NESTING: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 }

/** Brackets in texts are none. Few texts have enough of them to be looked at letter by letter. */
function isTooDeep(json: string): boolean {
  let opened = 0
  for (const bracket of '[{') {
    let at = -1
    while (opened <= DEEPEST && (at = json.indexOf(bracket, at + 1)) >= 0) opened += 1
  }
  let depth = 0
  let inText = false
  for (let at = 0; opened > DEEPEST && at < json.length && depth <= DEEPEST; at += 1) {
    const unit = json.charAt(at)
    if (inText && unit === '\\') at += 1
    else if (unit === '"') inText = !inText
    else if (!inText) depth += NESTING[unit] ?? 0
  }
  return depth > DEEPEST
}
