// Starts the demo's server as npm start and npm run dev do, says where, and waits.
import { demoFolders, prepareDemo, startDemoServer } from '../../scripts/demo/demo-vendor.ts'

const { folder, program } = JSON.parse(process.argv[2] ?? '') as { folder: string; program: string }
const folders = demoFolders(folder)
prepareDemo(folders, program, false, () => undefined)
process.stdout.write(`${(await startDemoServer(folders, program)).url}\n`)
process.stdin.resume()
