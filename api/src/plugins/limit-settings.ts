// The merchant's own limits, from the settings `limits.<class>`; ours where there is none.
import { remember } from '../platform/cache.ts'
import { readSetting } from '../platform/settings.ts'
import type { App } from './types.ts'

export interface Most {
  settled: () => Promise<number>
  /** Undefined while the setting may have changed. */
  atHand: () => number | undefined
}

export function mostOf (app: App, name: string, usual: number): Most {
  const ask = (): Promise<unknown> => remember(app.pool, `limits.${name}`, ['settings'], async () => await readSetting<unknown>(app.pool, `limits.${name}`))
  let last: { asked: Promise<unknown>, max: number } | undefined
  return {
    async settled () {
      const asked = ask()
      const value = await asked
      const max = typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31 ? value : usual
      last = { asked, max }
      return max
    },
    atHand () {
      const asked = ask()
      asked.catch(() => { /* whoever waits for it is told */ })
      return asked === last?.asked ? last.max : undefined
    }
  }
}
