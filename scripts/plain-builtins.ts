// `import … from 'node:http'` reads every member of the module to export it by name, whichever the program asked for. Some
// are getters that load what no command needs (a second HTTP client for `WebSocket`) or do something (the standard streams
// of `process` are opened): up to half of what the start of a command takes. So a bundle asks for the module itself.
import { isBuiltin } from 'node:module'
import process from 'node:process'
import type { Plugin } from 'vite'

/** What the names of these modules begin with in a bundle. */
export const BUILTIN = '\0plain-builtin:'

/** For bundles of ES modules. What is required, or imported later, is left as it is: `require` reads no members. */
export const plainBuiltins = (): Plugin => ({
  name: 'plain-builtins',
  enforce: 'pre',
  resolveId: (id, importer, { kind }) => {
    const name = id.replace(/^node:/, '')
    if (!isBuiltin(`node:${name}`)) return null
    // The bundler's own runtime comes before everything that is made with it.
    const isRuntime = importer?.startsWith('\0rolldown/') === true
    return kind === 'import-statement' && !isRuntime ? BUILTIN + name : { id: `node:${name}`, external: true }
  },
  load: (id) => (id.startsWith(BUILTIN) ? plain(id.slice(BUILTIN.length)) : null),
})

function plain(name: string): string {
  const members = Object.getOwnPropertyNames(process.getBuiltinModule(`node:${name}`))
  const named = members.filter((member) => member !== 'default' && /^[a-z]\w*$/i.test(member))
  return [
    `const builtin = /*#__PURE__*/ process.getBuiltinModule('node:${name}')`,
    'const member = (name) => builtin[name]',
    'export default builtin',
    // Those that nobody imports are left out of the bundle.
    ...named.map(
      (member, at) => `const m${at} = /*#__PURE__*/ member('${member}'); export { m${at} as ${member} }`,
    ),
  ].join('\n')
}
