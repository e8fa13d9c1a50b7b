// A wire to PostgreSQL that a test can cut and mend, or leave lying with nobody answering at the other end.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Wire {
  url: string
  /** Ends every connection and takes no new one. */
  cut: () => Promise<void>
  /** Keeps connections open and says nothing more. */
  freeze: () => void
  mend: () => Promise<void>
  close: () => Promise<void>
}

export async function layWire (databaseUrl: string): Promise<Wire> {
  const far = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const line = connect(Number(far.port), far.hostname)
    for (const [from, to] of [[near, line], [line, near]] as const) {
      sockets.add(from)
      from.on('data', (chunk) => { if (!frozen) to.write(chunk) })
      from.on('error', () => {})
      from.on('close', () => { sockets.delete(from); to.destroy() })
    }
    near.resume()
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const hangUp = async (): Promise<void> => {
    const closed = server.listening ? new Promise<void>((resolve) => { server.close(() => { resolve() }) }) : undefined
    for (const socket of sockets) socket.destroy()
    await closed
  }

  const port = await listen(0)
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    cut: hangUp,
    freeze () { frozen = true },
    async mend () {
      frozen = false
      // What was swallowed while frozen cannot be given back, so those connections end.
      for (const socket of sockets) socket.destroy()
      if (!server.listening) await listen(port)
    },
    close: hangUp
  }
}
