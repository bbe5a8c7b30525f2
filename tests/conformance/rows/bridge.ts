// What crosses between a preload and its page, and as what.
import { type Area, bridged, inPage } from '../row.ts'

const spec = (line: number) => `spec/api-context-bridge-spec.ts:${line}`
const SOURCE = 'shell/renderer/api/electron_api_context_bridge.cc'
const CLONED = 'Error: An object could not be cloned. true'
const tellError = (call: string) =>
  `try { return String(await ${call}) } catch (error) { return String(error) + ' ' + (error instanceof Error) }`
const DEPTH = `give({ depth: (value) => {
  let depth = 0
  for (; Array.isArray(value) && value.length > 0; depth += 1) value = value[0]
  return depth
} })`

export const bridge: Area = {
  area: 'contextBridge',
  rows: [
    bridged('a number can be a global', spec(138), 123, 'give(123)', 'return given'),
    bridged('a text can be a global', spec(194), 'text', `give('text')`, 'return given'),
    bridged('false can be a global', spec(282), false, 'give(false)', 'return given'),
    bridged('null can be a global', spec(640), 'null', 'give(null)', 'return String(given)'),
    bridged('undefined can be a global', spec(652), 'undefined', 'give(undefined)', 'return String(given)'),
    bridged('a function can be the global itself', spec(429), 'r', `give(() => 'r')`, 'return given()'),
    bridged(
      'a method can be called more than once',
      spec(544),
      [123, 123, 123],
      'give({ call: () => 123 })',
      'return [given.call(), given.call(), given.call()]',
    ),
    bridged(
      'nested methods and promises work',
      spec(954),
      ['a', 'b'],
      `give({ one: { two: () => 'a', three: async () => 'b' } })`,
      'return [given.one.two(), await given.one.three()]',
    ),
    bridged(
      'an object with numbers for keys stays an object',
      spec(580),
      [123, 456, false],
      'give({ 1: 123, 2: 456 })',
      'return [given[1], given[2], Array.isArray(given)]',
    ),
    bridged(
      'the global cannot be written over',
      spec(158),
      [123, false, false],
      'give(123)',
      `const name = Object.keys(window).findLast((key) => key.startsWith('given'))
       try { window[name] = 321 } catch {}
       const { writable, configurable } = Object.getOwnPropertyDescriptor(window, name)
       return [window[name], writable, configurable]`,
    ),
    bridged(
      'objects and arrays are frozen to their depth',
      spec(265),
      [true, true, true, true],
      'give({ a: { b: [1, { c: 2 }] } })',
      'return [given, given.a, given.a.b, given.a.b[1]].map(Object.isFrozen)',
    ),
    bridged(
      'functions are frozen too',
      `${SOURCE}:90`,
      [true, true],
      'give({ call: () => 1, in: { call: () => 2 } })',
      'return [given.call, given.in.call].map(Object.isFrozen)',
    ),
    bridged(
      'a typed array can be exposed, and is not frozen',
      spec(719),
      ['Uint8Array', false],
      'give(new Uint8Array(4))',
      'return [Object.getPrototypeOf(given).constructor.name, Object.isFrozen(given)]',
    ),
    bridged(
      'what a function returns is not frozen',
      `${SOURCE}:762`,
      false,
      'give(() => ({ a: 1 }))',
      'return Object.isFrozen(given())',
    ),
    bridged(
      'a second value under one name is refused',
      spec(932),
      'Cannot bind an API on top of an existing property on the window object',
      `contextBridge.exposeInMainWorld('taken', 1)
       let words = ''
       try { contextBridge.exposeInMainWorld('taken', 2) } catch (error) { words = error.message }
       give(words)`,
      'return given',
    ),
    bridged('a promise can be a global', spec(304), 'done', `give(Promise.resolve('done'))`, 'return given'),
    bridged(
      'a promise may settle later',
      spec(358),
      123,
      'give(new Promise((resolve) => setTimeout(() => resolve(123))))',
      'return given',
    ),
    bridged(
      'a promise of a promise is that promise',
      spec(370),
      123,
      'give({ a: Promise.resolve(Promise.resolve(123)) })',
      'return given.a',
    ),
    bridged(
      'promises cross in the other direction',
      spec(568),
      'mine',
      'give({ same: (promise) => promise })',
      `return given.same(Promise.resolve('mine'))`,
    ),
    bridged(
      'an error that a function throws is an Error of the page, with the message alone',
      spec(461),
      ['Error: oh no', true, 'undefined'],
      `give(() => { throw Object.assign(new RangeError('oh no'), { code: 'x' }) })`,
      `try { given() } catch (error) { return [String(error), error.constructor === Error, typeof error.code] }`,
    ),
    bridged(
      'a text that is thrown is lost',
      `${SOURCE}:562`,
      'Error: An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown. true',
      `give(() => { throw 'just text' })`,
      tellError('given()'),
    ),
    bridged(
      'a rejection is an Error with the message alone',
      spec(326),
      ['Error', 'nope', 'undefined'],
      `give(() => Promise.reject(Object.assign(new TypeError('nope'), { code: 'x' })))`,
      `try { await given() } catch (error) { return [error.constructor.name, error.message, typeof error.code] }`,
    ),
    bridged(
      'an error as a value keeps its message alone',
      `${SOURCE}:356`,
      ['Error', 'boom', 'undefined'],
      `give(() => Object.assign(new TypeError('boom'), { code: 'x' }))`,
      'const error = given(); return [error.constructor.name, error.message, typeof error.code]',
    ),
    bridged(
      'an error of the page reaches the preload with its message',
      spec(461),
      'Error page side',
      `give({ later: (call) => new Promise((resolve) => setTimeout(() => {
         try { call() } catch (error) { resolve(error.constructor.name + ' ' + error.message) }
       })) })`,
      `return given.later(() => { throw new Error('page side') })`,
    ),
    bridged(
      'a date is a date of the page',
      spec(1105),
      [true, 5],
      'give(() => new Date(5))',
      'return [given() instanceof Date, given().getTime()]',
    ),
    bridged(
      'a typed array that is returned is one of the page',
      spec(739),
      [true, '1,2,3'],
      'give(() => Uint8Array.of(1, 2, 3))',
      'return [given() instanceof Uint8Array, given().join()]',
    ),
    bridged(
      'a map is cloned',
      'docs/api/context-bridge.md:157',
      ['Map', 1],
      'give(() => new Map([[1, 2]]))',
      'return [given().constructor.name, given().size]',
    ),
    bridged(
      'a regular expression is cloned',
      spec(729),
      true,
      'give(/a/g)',
      'return given instanceof RegExp',
    ),
    bridged(
      'an object of a class is a plain one afterwards',
      'docs/api/context-bridge.md:152',
      [true, '{"a":1}'],
      'class Own { a = 1; method() {} } ; give(() => new Own())',
      'const own = given(); return [Object.getPrototypeOf(own) === Object.prototype, JSON.stringify(own)]',
    ),
    bridged(
      'a getter is read once',
      `${SOURCE}:654`,
      [1, 1],
      'let count = 0; give({ get value() { return (count += 1) } })',
      'return [given.value, given.value]',
    ),
    bridged(
      'null and undefined survive inside',
      spec(664),
      ['null', 'undefined'],
      'give({ values: [null, undefined] })',
      'return given.values.map(String)',
    ),
    bridged(
      'a plain object in a circle crosses',
      spec(755),
      [135, 135],
      'const circle = { value: 135 }; circle.circle = circle; give({ get: () => circle })',
      'const circle = given.get(); return [circle.value, circle.circle.circle.value]',
    ),
    bridged(
      'a circle with a function in it crosses',
      `${SOURCE}:194`,
      [135, 1],
      'const circle = { value: 135, call: () => 1 }; circle.circle = circle; give({ get: () => circle })',
      'const circle = given.get(); return [circle.circle.value, circle.circle.call()]',
    ),
    bridged(
      'a symbol stays what it is',
      spec(691),
      true,
      `const own = Symbol('own'); give({ get: () => own, is: (symbol) => symbol === own })`,
      'return given.is(given.get())',
    ),
    bridged(
      'an object that is given twice is one object',
      spec(450),
      true,
      'give({ same: (a, b) => a === b })',
      'const one = { a: 1 }; return given.same(one, one)',
    ),
    bridged(
      'a function that comes home is itself',
      spec(439),
      true,
      'give({ same: (given) => given })',
      'const own = () => 1; return given.same(own) === own',
    ),
    bridged(
      'the API is what its methods take for this',
      `${SOURCE}:225`,
      true,
      'const api = { own() { return this === api } }; give(api)',
      'return given.own()',
    ),
    bridged(
      'the preload calls functions of the page at once',
      spec(556),
      124,
      'give({ call: (work) => work(123) })',
      'return given.call((n) => n + 1)',
    ),
    bridged(
      'a function of the page can be called later',
      'docs/api/context-bridge.md:138',
      'called',
      'give({ later: (call) => void setTimeout(() => call("called")) })',
      'return new Promise((resolve) => given.later(resolve))',
    ),
    bridged(
      'a key of the name __proto__ changes no prototype',
      spec(594),
      [true, true, 1],
      `give({ see: (value) => [Object.getPrototypeOf(value) === Object.prototype, value.polluted === undefined, value.a] })`,
      `return given.see(JSON.parse('{"__proto__":{"polluted":true},"a":1}'))`,
    ),
    bridged(
      'a Proxy, as $state of Svelte is one, does not cross',
      `${SOURCE}:115`,
      CLONED,
      'give({ take: (value) => typeof value })',
      tellError('given.take(new Proxy({ a: 1 }, {}))'),
    ),
    bridged(
      'a Proxy with a function in it does not cross',
      `${SOURCE}:115`,
      CLONED,
      'give({ take: (value) => typeof value.call })',
      tellError('given.take(new Proxy({ call: () => 1 }, {}))'),
    ),
    bridged(
      'a Proxy deep in a plain object does not cross',
      `${SOURCE}:115`,
      CLONED,
      'give({ take: (value) => typeof value })',
      tellError('given.take({ a: [new Proxy({}, {})] })'),
    ),
    bridged(
      'an element of the page crosses',
      spec(785),
      'BODY',
      'give({ name: (element) => element.tagName })',
      'return given.name(document.body)',
    ),
    bridged(
      'a Blob crosses',
      spec(812),
      'ab',
      'give({ read: (blob) => blob.text() })',
      `return given.read(new Blob(['ab']))`,
    ),
    bridged(
      'arrays may be 999 deep',
      spec(987),
      999,
      DEPTH,
      'let value = []; for (let at = 1; at < 1000; at += 1) value = [value]; return given.depth(value)',
    ),
    bridged(
      'arrays may not be deeper than that',
      spec(987),
      'threw',
      DEPTH,
      'let value = []; for (let at = 0; at < 1001; at += 1) value = [value]; try { return given.depth(value) } catch { return "threw" }',
    ),
    bridged(
      'an array with an element that throws makes the call throw',
      spec(477),
      'boom',
      'give({ size: (list) => list.length })',
      `const list = [1, 2]
       Object.defineProperty(list, 0, { get() { throw new Error('boom') }, enumerable: true })
       try { return given.size(list) } catch (error) { return error.message }`,
    ),
    bridged(
      'prototypes do not leak',
      spec(1105),
      true,
      'give({ object: {}, list: [], call: () => 1, text: "x" })',
      `const ours = (value) => value.constructor.constructor === Function
       return [given, given.object, given.list, given.call].every(ours)`,
    ),
    bridged(
      'what the preload throws while it is called is an Error of the page',
      spec(1021),
      'Error true',
      'give({ call: () => { throw Object(Symbol("x")) } })',
      'try { given.call() } catch (error) { return error.constructor.name + " " + (error instanceof Error) }',
    ),
    inPage(
      'the page sees nothing of the preload’s globals',
      'spec/api-browser-window-spec.ts:7447',
      ['undefined', 'undefined', 'undefined'],
      '[typeof require, typeof process, typeof ipcRenderer]',
    ),
  ],
}
