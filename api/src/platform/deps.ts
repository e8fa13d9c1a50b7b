// What a verb, a job or a schedule is handed: the pool, the settings and the log.
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config.ts'
import type { Pool } from './db.ts'

export type Logger = FastifyBaseLogger
export interface Deps { pool: Pool, config: Config, log: Logger }
