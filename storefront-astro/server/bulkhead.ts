// Lets a few through at once, keeps some waiting, and turns the rest away at the door.

export class Crowded extends Error {}

export interface Bulkhead {
  run: <T>(work: () => Promise<T>) => Promise<T>
  running: () => number
}

export function bulkhead (atOnce: number, waiting: number): Bulkhead {
  let running = 0
  const queue: (() => void)[] = []
  return {
    running: () => running + queue.length,
    async run (work) {
      if (running >= atOnce) {
        if (queue.length >= waiting) throw new Crowded('Too many pages are wanted at once')
        await new Promise<void>((resolve) => queue.push(resolve))
      } else {
        running += 1
      }
      try {
        return await work()
      } finally {
        const next = queue.shift()
        if (next) next()
        else running -= 1
      }
    }
  }
}
