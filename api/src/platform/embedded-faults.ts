// What can stop the embedded PostgreSQL from starting, each in one line with the way out.
import { createServer } from 'node:net'

export class StartFault extends Error {}

const code = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? '')

export function explain (error: unknown, folder: string): StartFault {
  if (error instanceof StartFault) return error
  const text = error instanceof Error ? error.message : String(error)
  if (/ENOSPC|EDQUOT/.test(code(error)) || /No space left on device|Disk quota exceeded/i.test(text)) {
    return new StartFault(`The disk is full (${folder}): free at least 500 MB, or set DATA_DIR to a folder on another disk, then start again`)
  }
  if (/EACCES|EPERM|EROFS/.test(code(error)) || /Permission denied|Read-only file system/i.test(text)) {
    return new StartFault(`The data folder ${folder} cannot be read and written: make it yours with "chown -R $(id -u) ${folder}", or set DATA_DIR to another folder`)
  }
  if (/ENOTDIR|EEXIST/.test(code(error))) {
    return new StartFault(`${folder} is not a folder: remove it, or set DATA_DIR to another folder`)
  }
  if (/database files are incompatible|was initialized by PostgreSQL version/i.test(text)) {
    return new StartFault(`The data in ${folder} was made by another version of PostgreSQL: restore it from a backup into a new DATA_DIR`)
  }
  if (/could not map anonymous shared memory|Cannot allocate memory|out of memory/i.test(text)) {
    return new StartFault('There is not enough memory for PostgreSQL: free about 300 MB and start again')
  }
  return new StartFault(`PostgreSQL did not start: ${text.split('\n').at(-1) ?? text} (more in ${folder}/postgres.log)`)
}

export const portIsFree = async (port: number, host: string): Promise<boolean> => await new Promise((resolve) => {
  const probe = createServer()
  probe.once('error', () => resolve(false))
  probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
})

export const somePort = async (): Promise<number> => await new Promise((resolve, reject) => {
  const probe = createServer()
  probe.once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
})
