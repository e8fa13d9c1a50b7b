// Loaded into every child of the supervisor: when the supervisor is gone, even by kill -9, the child goes too.
import { setTimeout } from 'node:timers'

const LAST_MOMENT_MS = 10_000

if (process.channel) {
  process.channel.unref()
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref()
    process.kill(process.pid, 'SIGTERM')
  })
}
