// News: an event is a row in the transaction that made it; listeners hear within it, or after it by jobs.
import { createHash } from 'node:crypto'
import { newId } from '../shared/ids.ts'
import { poolOf, transaction, type Db, type Pool } from './db.ts'
import { enqueue, UnusablePayload, type Job } from './jobs.ts'

export interface DomainEvent { name: string, objectType: string, objectId: string, payload?: object }
export interface StoredEvent extends Required<DomainEvent> { id: string, createdAt: Date }
/** within: inside announce, in the same transaction. after: in the worker, once, in a transaction of its own. */
export interface Listener {
  name: string
  on: readonly string[]
  when: 'within' | 'after'
  handle (tx: Db, event: StoredEvent): Promise<void>
}

const listenersOf = new WeakMap<Pool, readonly Listener[]>()

export function setListeners (pool: Pool, listeners: readonly Listener[]): void {
  listenersOf.set(pool, listeners)
}

export async function announce (tx: Db, event: DomainEvent): Promise<void> {
  const stored: StoredEvent = { payload: {}, ...event, id: newId(), createdAt: new Date() }
  const interested = (listenersOf.get(poolOf(tx)) ?? []).filter((listener) => listener.on.includes(event.name))

  await Promise.all([
    tx`insert into events (id, name, object_type, object_id, payload)
       values (${stored.id}, ${stored.name}, ${stored.objectType}, ${stored.objectId}, ${tx.json(stored.payload as never)})`,
    ...(interested.some(({ when }) => when === 'after') ? [enqueue(tx, 'events', { id: stored.id }, { id: stored.id })] : [])
  ])
  for (const listener of interested) {
    if (listener.when === 'within') await listener.handle(tx, stored)
  }
}

/** The two jobs behind `after`: one spreads an event to its listeners, one lets a listener act. */
export function eventJobs (listeners: readonly Listener[]): Job[] {
  const after = listeners.filter(({ when }) => when === 'after')
  const spread: Job<{ id: string }> = {
    queue: 'events',
    async handle ({ pool }, { id }) {
      const event = await eventById(pool, id)
      for (const { name } of after.filter((listener) => listener.on.includes(event.name))) {
        await enqueue(pool, 'listeners', { id, listener: name }, { id: jobIdOf(id, name) })
      }
    }
  }
  const act: Job<{ id: string, listener: string }> = {
    queue: 'listeners',
    async handle ({ pool }, { id, listener: name }) {
      const listener = after.find((candidate) => candidate.name === name)
      if (listener === undefined) throw new UnusablePayload(`Nobody listens as ${name}`)
      const event = await eventById(pool, id)
      await transaction(pool, async (tx) => {
        const { count } = await tx`insert into handled (listener, event_id) values (${name}, ${id}) on conflict do nothing`
        if (count === 1) await listener.handle(tx, event)
      })
    }
  }
  return [spread, act]
}

async function eventById (db: Db, id: string): Promise<StoredEvent> {
  const [event] = await db<StoredEvent[]>`
    select id, name, object_type, object_id, payload, created_at from events where id = ${id}`
  if (event === undefined) throw new UnusablePayload(`There is no event ${id}`)
  return event
}

function jobIdOf (eventId: string, listener: string): string {
  const hex = createHash('sha256').update(`${eventId}:${listener}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
