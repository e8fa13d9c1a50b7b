// Hello world with the payload of a list: the same bytes as the shop answers, from memory, by bare Fastify.
import { open } from './bare.ts'

const payload = Buffer.from(await (await fetch(process.env['PAYLOAD_FROM'] ?? '')).arrayBuffer())

await open((app) => {
  app.get('/', (_request, reply) => {
    reply.header('content-type', 'application/json; charset=utf-8').send(payload)
  })
})
