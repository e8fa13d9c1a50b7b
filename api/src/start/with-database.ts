// Runs one of the shop's scripts against its database, which is started for it if it is not up already.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { settingsOfThisProcess } from './config.ts'
import { openDatabase } from './database.ts'

const [script, ...args] = process.argv.slice(2)

try {
  const database = await openDatabase(settingsOfThisProcess())
  const child = spawn(process.execPath, [resolve(script as string), ...args], { stdio: 'inherit', env: database.environment })
  // Ctrl-C reaches the script by itself; a kill of this process alone would leave it behind.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => { child.kill('SIGTERM') })
  process.exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)))
  // One that ran before us is somebody's shop.
  if (database.cluster && !database.cluster.adopted) await database.cluster.stop()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
process.exit()
