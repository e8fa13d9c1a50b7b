// A log that keeps quiet, for parts that are tested without a server.
import fastify from 'fastify'
import type { Logger } from '../../src/platform/deps.ts'

export const quietLog: Logger = fastify({ logger: { level: 'silent' } }).log
