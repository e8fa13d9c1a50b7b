// Keeps the shelf true: writes every page ahead of its visitors, and anew when a change names its tags.
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Page, Renderer } from '../renderer.ts'
import { openQueue } from './queue.ts'
import { tagsOf, type Shelf } from './shelf.ts'
import { listPaths } from './sitemap.ts'

export interface Publisher {
  /** Renders a page that is not on the shelf and keeps it there if it may be kept. */
  make: (path: string) => Promise<Page>
  refresh: (path: string) => void
  purge: (tags: string[]) => number
  start: () => void
  stop: () => Promise<void>
  waiting: () => number
}

interface Tools {
  shelf: Shelf
  render: Renderer
  isApiReady: () => Promise<boolean>
  /** How many pages are being rendered, for whomever. */
  running: () => number
  log: FastifyBaseLogger
  publish: 'all' | 'visited'
}

const ASK_AGAIN_MS = 1000
const LIST_AGAIN_MS = 5000

export function openPublisher (tools: Tools): Publisher {
  const { shelf } = tools
  const making = new Map<string, Promise<Page>>()
  const queue = openQueue({ ...tools, make })
  const lister = openLister(tools, (paths) => {
    for (const path of paths) if (!shelf.find(path) && !queue.has(path)) queue.add(path)
  })

  // Callers share a render only if no purge came in between: nobody gets a page older than the change.
  async function make (path: string): Promise<Page> {
    const key = `${shelf.moment()} ${path}`
    const running = making.get(key) ?? produce(path).finally(() => making.delete(key))
    making.set(key, running)
    return await running
  }

  async function produce (path: string): Promise<Page> {
    const since = shelf.moment()
    const page = await tools.render({ url: path })
    if (!mayKeep(page)) await shelf.discard(path)
    else if (!await shelf.put(path, page, since)) queue.add(path)
    return page
  }

  return {
    make,
    refresh: (path) => { if (!queue.has(path)) queue.add(path) },
    purge (tags) {
      const stale = shelf.purge(tags)
      for (const path of stale) queue.add(path)
      if (tags.includes('shelves') || tags.includes('localization')) lister.later()
      return stale.length
    },
    start: () => { if (tools.publish === 'all') void lister.now() },
    async stop () {
      lister.stop()
      await queue.stop()
      await Promise.allSettled(making.values())
    },
    waiting: () => queue.size() + making.size
  }
}

/** A page that sets a cookie is somebody's, whatever it says of itself; one without tags could never be called back. */
export const mayKeep = (page: Page): boolean =>
  page.status === 200 && page.headers['x-publishable'] === '1' && page.headers['set-cookie'] === undefined && tagsOf(page).length > 0

interface Lister { now: () => Promise<void>, later: () => void, stop: () => void }

// New and renamed pages are made when first asked for; listing only has them ready earlier, so many changes share one.
function openLister (tools: Tools, found: (paths: string[]) => void): Lister {
  const ending = new AbortController()
  let planned: NodeJS.Timeout | undefined

  async function now (): Promise<void> {
    while (!ending.signal.aborted && !await tools.isApiReady()) await sleep(ASK_AGAIN_MS, undefined, { signal: ending.signal }).catch(() => {})
    if (ending.signal.aborted) return
    try {
      found(await listPaths(tools.render))
    } catch (error) {
      tools.log.warn({ err: error }, 'the list of pages could not be read')
      later()
    }
  }

  function later (): void {
    if (tools.publish !== 'all' || planned || ending.signal.aborted) return
    planned = setTimeout(() => {
      planned = undefined
      void now()
    }, LIST_AGAIN_MS)
  }

  return { now, later, stop: () => { ending.abort(); clearTimeout(planned) } }
}
