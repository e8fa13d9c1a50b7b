// What the system tells of a process: processor time and resident memory; 0 where it does not tell.
import { readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Processor time of a process, with `families` also of those it has or had as children. */
export function cpuSeconds (pid: number | undefined, families = false): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
    const own = Number(fields[11]) + Number(fields[12])
    if (!families) return own / ticksPerSecond
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter((text) => text !== '')
    return (own + Number(fields[13]) + Number(fields[14])) / ticksPerSecond + children.reduce((sum, child) => sum + cpuSeconds(Number(child)), 0)
  } catch {
    return 0
  }
}

export function residentBytes (pid: number | undefined): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+([0-9]+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes ?? 0) * 1024
  } catch {
    return 0
  }
}
