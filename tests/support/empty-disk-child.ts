// What a store says on an empty disk of its own: at first, with a license, and without it again.
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { must } from './must.ts'
import { sample } from './store-samples.ts'

const { disk } = JSON.parse(process.argv[2] ?? '') as { disk: string }
const store = fileStore(disk)
const tell = () => process.stdout.write(`${JSON.stringify(must(store.read()).problems)}\n`)
tell()
must(await store.write((writer) => writer.putLicense(sample())))
tell()
must(await store.write((writer) => writer.removeLicense(sample().id)))
tell()
