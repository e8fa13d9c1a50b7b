// What a merchant may set for the whole shop: one row of jsonb a key.
import type { Db } from './db.ts'

export async function readSetting<T> (db: Db, key: string): Promise<T | undefined> {
  const [row] = await db<{ value: T }[]>`select value from settings where key = ${key}`
  return row?.value
}

export async function writeSetting (tx: Db, key: string, value: unknown): Promise<void> {
  await tx`
    insert into settings (key, value) values (${key}, ${tx.json(value as never)})
    on conflict (key) do update set value = excluded.value`
}
