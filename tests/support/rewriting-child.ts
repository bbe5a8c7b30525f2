// Puts newer versions of one license in its place, by turns in another form or under another code.
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { rewrittenFile, sample, versionOf } from './store-samples.ts'
import { must } from './must.ts'

const { dataDir, id, times } = JSON.parse(process.argv[2] ?? '') as {
  dataDir: string
  id: string
  times: number
}
const store = fileStore(dataDir, 120_000)
for (let round = 0; round < times; round += 1)
  must(
    await store.write((writer, contents) => {
      const before = contents.licenses.find((license) => license.id === id)
      const version = versionOf(before?.file) + 1
      const code = `code ${Math.floor(version / 2)}`
      writer.putLicense(sample({ id, code, file: rewrittenFile(code, version) }))
      writer.raiseMark(version)
    }),
  )
