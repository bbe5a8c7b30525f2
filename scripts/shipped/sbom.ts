// The software bill of materials of a package, as CycloneDX 1.6: what is in its bundles, and the runtime beside them.
import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums'
import {
  Bom,
  Component,
  HashDictionary,
  LicenseExpression,
  LicenseRepository,
} from '@cyclonedx/cyclonedx-library/Models'
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize'
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec'
import type { ShippedPackage } from './packages.ts'

type Part = Pick<ShippedPackage, 'name' | 'version' | 'license' | 'integrity'>

/** Sorted and without the time of its making, so that the same build has the same bill. */
export function billOfMaterials(application: Omit<Part, 'integrity'>, parts: readonly Part[]): string {
  const app = new Component(
    ComponentType.Application,
    application.name,
    detailsOf({ ...application, integrity: null }),
  )
  const bom = new Bom()
  bom.metadata.component = app
  for (const part of parts) {
    const component = new Component(ComponentType.Library, part.name, detailsOf(part))
    bom.components.add(component)
    app.dependencies.add(component.bomRef)
  }
  return new JsonSerializer(new Json.Normalize.Factory(Spec1dot6)).serialize(bom, {
    sortLists: true,
    space: 2,
  })
}

const detailsOf = ({ name, version, license, integrity }: Part) => ({
  version,
  bomRef: `${name}@${version}`,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  licenses: new LicenseRepository([new LicenseExpression(license)]),
  ...(integrity === null
    ? {}
    : { hashes: new HashDictionary([[HashAlgorithm['SHA-512'], sha512In(integrity)]]) }),
})

/** From the form of a lock file: `sha512-` and base64. */
const sha512In = (integrity: string): string =>
  Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')
