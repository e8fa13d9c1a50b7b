// What the command line asks of the bench.
import { parseArgs } from 'node:util'

export interface Options {
  /** Ends with an error when a ratio is below its budget. */
  check: boolean
  /** Measures install and start of a clone of the committed tree instead. */
  start: boolean
  /** How many products the second, larger shop has; 0 leaves it out. */
  scale: number
  products: number
  rounds: number
  seconds: number
  only: string[]
  /** A folder to keep the data set in, so that the next run finds it made. */
  keep: string | undefined
  /** Writes docs/performance.md; a partial run does not. */
  write: boolean
  /** Writes a profile of the API process into this folder. */
  profile: string | undefined
}

export function readOptions (args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      check: { type: 'boolean', default: false },
      start: { type: 'boolean', default: false },
      scale: { type: 'string', default: '100000' },
      products: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      keep: { type: 'string' },
      profile: { type: 'string' },
      'no-write': { type: 'boolean', default: false }
    }
  })
  const only = values.only.split(',').filter((name) => name !== '')
  return {
    check: values.check,
    start: values.start,
    scale: whole(values.scale, 'scale'),
    products: whole(values.products, 'products'),
    rounds: whole(values.rounds, 'rounds'),
    seconds: whole(values.seconds, 'seconds'),
    only,
    keep: values.keep,
    profile: values.profile,
    write: only.length === 0 && !values['no-write']
  }
}

function whole (text: string, name: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} is a whole number, not ${text}`)
  return value
}
