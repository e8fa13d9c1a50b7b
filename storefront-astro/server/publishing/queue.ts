// Works through the paths that wait for a fresh page: two at a time, patient while the API is away.
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { Crowded } from '../bulkhead.ts'
import type { Page } from '../renderer.ts'

export interface Queue {
  add: (path: string) => void
  has: (path: string) => boolean
  size: () => number
  stop: () => Promise<void>
}

interface Tools {
  make: (path: string) => Promise<Page>
  isApiReady: () => Promise<boolean>
  running: () => number
  log: FastifyBaseLogger
}

const WORKERS = 2
const TRIES = 3
const PAUSE_MS = 1000
const STEP_MS = 10
const MOST_STEPS = 30

export function openQueue ({ make, isApiReady, running, log }: Tools): Queue {
  const waiting = new Map<string, number>()
  const ending = new AbortController()
  const workers = new Set<Promise<void>>()

  function add (path: string, tries = 0): void {
    if (ending.signal.aborted) return
    waiting.set(path, tries)
    if (workers.size >= WORKERS) return
    const worker = work().finally(() => workers.delete(worker))
    workers.add(worker)
  }

  async function work (): Promise<void> {
    // Not in the breath of the one who asks: a purge has its answer first.
    await sleep(1)
    for (let next = first(waiting); next && !ending.signal.aborted; next = first(waiting)) {
      const [path, tries] = next
      waiting.delete(path)
      await letVisitorsPass()
      const fault = await make(path).then((page) => page.status >= 500 ? new Error(`answered ${page.status}`) : undefined, (error: Error) => error)
      if (fault) await putOff(path, tries, fault)
    }
  }

  // Somebody in front of a screen goes first, but not for ever.
  async function letVisitorsPass (): Promise<void> {
    for (let step = 0; step < MOST_STEPS && running() >= workers.size; step++) await sleep(STEP_MS)
  }

  // While the API is away nothing is lost but time. A page that fails with the API there holds up no other, and is given up after a few tries.
  async function putOff (path: string, tries: number, fault: Error): Promise<void> {
    if (fault instanceof Crowded || !await isApiReady()) {
      waiting.set(path, tries)
      await sleep(PAUSE_MS, undefined, { signal: ending.signal }).catch(() => {})
    } else if (tries + 1 < TRIES) {
      setTimeout(() => { if (!waiting.has(path)) add(path, tries + 1) }, PAUSE_MS * 2 ** tries).unref()
    } else {
      log.error({ path, err: fault }, 'page not published')
    }
  }

  return {
    add: (path) => add(path),
    has: (path) => waiting.has(path),
    size: () => waiting.size,
    async stop () {
      ending.abort()
      waiting.clear()
      await Promise.allSettled(workers)
    }
  }
}

const first = (waiting: Map<string, number>): [string, number] | undefined => waiting.entries().next().value
