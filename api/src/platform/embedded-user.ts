// PostgreSQL refuses to run as root: which ordinary user runs it then, and how.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { spawnSync } from 'node:child_process'

export interface SystemUser { uid: number, gid: number }

interface Target { command: string, args: string[], identity: { uid?: number, gid?: number } }

// A folder that exists keeps its owner, whichever users the machine has gained since.
export function systemUser (data: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(data)) {
    const owner = statSync(data)
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  }
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!found) throw new Error('PostgreSQL does not run as root and the machine has no user "nobody": start the shop as an ordinary user')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

export function commandAs (user: SystemUser | undefined, command: string, args: string[]): Target {
  if (!user) return { command, args, identity: {} }
  const folder = args[args.indexOf('-D') + 1] as string
  if ([command, folder].every((path) => isOpenTo(user, path))) return { command, args, identity: user }
  return throughClosedFolder(user, command, args)
}

// Root's own folders (/root, a fresh temporary one) are shut to that user: lend it the one right to pass through.
function throughClosedFolder (user: SystemUser, command: string, args: string[]): Target {
  // Without no_setuid_fixup the kernel forgets the right again when PostgreSQL asks access() for its own programs.
  const lend = [
    `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups',
    '--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'
  ]
  const tried = spawnSync('setpriv', [...lend, command, '--version'], { stdio: 'ignore' })
  if (tried.status === 0) return { command: 'setpriv', args: [...lend, command, ...args], identity: {} }
  throw new Error(`PostgreSQL does not run as root and no other user may enter ${closedParent(user, command)}: start the shop as an ordinary user, or open the folder with "chmod o+x"`)
}

const parents = (path: string): string[] => path === dirname(path) ? [] : [...parents(dirname(path)), dirname(path)]

const closedParent = (user: SystemUser, path: string): string => parents(path).find((folder) => !mayPass(user, folder)) ?? path

const isOpenTo = (user: SystemUser, path: string): boolean => parents(path).every((folder) => mayPass(user, folder))

function mayPass (user: SystemUser, folder: string): boolean {
  accessSync(folder, constants.F_OK)
  const { mode, uid, gid } = statSync(folder)
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
