// Statements put together from pieces: the driver makes a whole query of every fragment, which a hot read cannot afford.
import type { Db } from './db.ts'

/** SQL text cut at its parameters, as a template has it. */
export interface Piece { strings: readonly string[], values: readonly Value[] }
type Value = string | number | boolean | null | readonly string[]

export function piece (strings: TemplateStringsArray, ...parts: Array<Value | Piece>): Piece {
  const texts = [strings[0] ?? '']
  const values: Value[] = []
  for (const [index, part] of parts.entries()) {
    const rest = strings[index + 1] ?? ''
    if (isPiece(part)) {
      texts[texts.length - 1] += part.strings[0] ?? ''
      texts.push(...part.strings.slice(1))
      values.push(...part.values)
      texts[texts.length - 1] += rest
    } else {
      values.push(part)
      texts.push(rest)
    }
  }
  return { strings: texts, values }
}

export const nothing: Piece = { strings: [''], values: [] }

export const together = (pieces: Piece[], between: string): Piece => pieces.reduce((all, next) => ({
  strings: [...all.strings.slice(0, -1), `${all.strings.at(-1) ?? ''}${between}${next.strings[0] ?? ''}`, ...next.strings.slice(1)],
  values: [...all.values, ...next.values]
}))

// The driver remembers every template it has seen for ever, so each text must be the same array each time.
const templates = new Map<string, TemplateStringsArray>()

/** Runs it as one statement, prepared once for each text; the texts must be few, so values never become text. */
export async function run<T extends object> (db: Db, { strings, values }: Piece): Promise<T[]> {
  const text = strings.join('$')
  let template = templates.get(text)
  if (template === undefined) templates.set(text, template = Object.assign([...strings], { raw: strings }))
  return await db<T[]>(template, ...values as string[])
}

const isPiece = (part: Value | Piece): part is Piece => typeof part === 'object' && part !== null && 'strings' in part
