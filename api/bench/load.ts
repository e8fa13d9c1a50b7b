// The load, in a process of its own: asks one server for some seconds with a fixed number of connections and says what came back.
import autocannon from 'autocannon'
import { fileURLToPath } from 'node:url'
import { fork } from 'node:child_process'
import { scenarios, type Material, type Side } from './scenarios.ts'

export interface Round { scenario: string, side: Side, url: string, connections: number, seconds: number, rate?: number }
export interface Outcome { perSecond: number, p50: number, p99: number, failed: number, bytes: number }
export interface Load { run: (round: Round) => Promise<Outcome>, stop: () => void }

export function startLoad (material: Material): Load {
  const child = fork(fileURLToPath(import.meta.url), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
  child.send({ material })
  return {
    run: async (round) => await new Promise((resolve, reject) => {
      child.once('message', (answer: { outcome?: Outcome, error?: string }) => {
        if (answer.outcome === undefined) reject(new Error(answer.error))
        else resolve(answer.outcome)
      })
      child.send({ round })
    }),
    stop () { child.kill() }
  }
}

const used = new Map<string, number>()

async function ask ({ scenario, side, url, connections, seconds, rate }: Round, material: Material): Promise<Outcome> {
  // A prepared cart serves once, whoever takes it; all else only has to differ within a server.
  const counter = scenario === 'order' ? scenario : `${scenario} ${side}`
  const next = (): number => {
    const n = used.get(counter) ?? 0
    used.set(counter, n + 1)
    return n
  }
  let finished = 0
  const requests = scenarios[scenario]?.(side, next, material, () => { finished += 1 })
  if (requests === undefined) throw new Error(`There is no scenario ${scenario}`)
  const result = await autocannon({ url, connections, duration: seconds, requests, timeout: 20, ...(rate === undefined ? {} : { overallRate: rate }) })
  const answered = scenario === 'checkout' ? finished : result['2xx']
  return {
    perSecond: answered / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
    bytes: result.throughput.total / Math.max(1, result.requests.total)
  }
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  let material: Material | undefined
  process.on('message', (message: { material?: Material, round?: Round }) => {
    if (message.material !== undefined) material = message.material
    if (message.round === undefined || material === undefined) return
    ask(message.round, material).then((outcome) => process.send?.({ outcome }), (error: unknown) => process.send?.({ error: String(error) }))
  })
  process.on('disconnect', () => process.exit(0))
}
