// Reads tap's report as it comes: a line a file, the reason of each failure, and an honest count.
import type { Readable } from 'node:stream'
import { Parser, type Result } from 'tap-parser'

export interface Tally { passed: number, failed: number, notes: string[] }

interface Listener { total: Tally, listedSkips: string[], say: (line: string) => void }

export async function tally (report: Readable, listedSkips: string[], say: (line: string) => void): Promise<Tally> {
  const listener = { total: { passed: 0, failed: 0, notes: [] }, listedSkips, say }
  const parser = new Parser({ strict: false })
  listen(parser, listener, true)
  report.setEncoding('utf8')
  for await (const chunk of report) parser.write(chunk)
  await new Promise<void>((resolve) => {
    parser.on('complete', () => resolve())
    parser.end()
  })
  return listener.total
}

function listen (parser: Parser, listener: Listener, isTop: boolean): void {
  let child: Parser | undefined
  parser.on('child', (next: Parser) => {
    child = next
    listen(next, listener, false)
  })
  parser.on('assert', (result: Result) => {
    const inside = child
    child = undefined
    if (isTop) listener.say(`${result.ok ? '✓' : '✗'} ${result.name}${result.time ? ` ${Math.round(result.time)} ms` : ''}`)
    judge(result, inside, listener)
  })
  parser.on('bailout', (reason: string) => fail(listener, `bailed out: ${reason}`))
}

function judge (result: Result, inside: Parser | undefined, listener: Listener): void {
  const { total, listedSkips } = listener
  const reason = typeof result.skip === 'string' ? result.skip : ''
  if (result.todo) return fail(listener, `still to do: ${result.fullname}`)
  if (result.skip && !listedSkips.includes(reason)) return fail(listener, `skipped without a listed reason: ${result.fullname} ${reason}`)
  if (result.skip) { total.notes.push(`skipped (${reason}): ${result.fullname}`); return }
  if (inside && result.ok && inside.count === 0) return fail(listener, `asserts nothing: ${result.fullname}`)
  // The line that closes a subtest repeats its verdict; it says something new only when the inside does not.
  if (inside && inside.count > 0 && (result.ok || inside.fail > 0)) return
  if (result.ok) total.passed += 1
  else fail(listener, `failed: ${result.fullname}`, result.diag)
}

function fail ({ total, say }: Listener, note: string, details?: unknown): void {
  total.failed += 1
  total.notes.push(note)
  say(`  ${note}`)
  if (details) say(JSON.stringify(details, undefined, 2).replaceAll('\\n', '\n').replace(/^/gm, '    ').slice(0, 6000))
}
