// Each library under sdk/ has our version, wherever its ecosystem or its README looks for one.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }

const SDK = path.resolve(import.meta.dirname, '../../sdk')

test.each([
  ['c/Makefile', /^VERSION = (.*)$/m],
  ['c/include/activation_gate.h', /AG_VERSION "(.*)"/],
  ['csharp/ActivationDesk.Gate.csproj', /<Version>(.*)<\/Version>/],
  ['go/gate.go', /const Version = "(.*)"/],
  ['go/README.md', /gate@v(\S+)/],
  ['java/pom.xml', /<version>(.*)<\/version>/],
  ['java/README.md', /example\.activation-desk:activation-gate:([\d.]+)`/],
  ['java/src/main/java/activationdesk/gate/Gate.java', /VERSION = "(.*)"/],
  ['node/package.json', /"version": "(.*)"/],
  ['python/pyproject.toml', /^version = "(.*)"$/m],
  ['python/activation_gate/__init__.py', /__version__ = "(.*)"/],
])('%s', (file, pattern) => {
  expect(pattern.exec(readFileSync(path.join(SDK, file), 'utf8'))?.[1]).toBe(packageFile.version)
})

test('each plugin of Maven’s own lifecycle is named with a version: the default ones of older Maven know no `release`', () => {
  const pom = readFileSync(path.join(SDK, 'java/pom.xml'), 'utf8')
  const named = [...pom.matchAll(/<artifactId>maven-(\w+)-plugin<\/artifactId>\s*<version>(\d+)[\d.]+</g)]
  expect(named.map(([, plugin]) => plugin)).toEqual(['resources', 'compiler', 'surefire', 'jar', 'install'])
  expect(named.every(([, , major]) => Number(major) >= 3)).toBe(true)
})
