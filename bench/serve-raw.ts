import { createServer } from 'node:http'
import postgres from 'postgres'

/** The limit: node:http and the one query the score page makes, no authentication, no framework, no checks. */
const sql = postgres(process.env['DATABASE_URL'] ?? '', { max: 10 })
const subjectId = process.env['BENCH_SUBJECT'] ?? ''
const server = createServer((_request, response) => {
  const answer = async () => {
    const rows = await sql`SELECT * FROM score WHERE subject_id = ${subjectId}`
    const body = JSON.stringify(rows[0])
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body)
  }
  answer().catch(() => response.writeHead(500).end())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`listening ${typeof address === 'object' && address ? address.port : 0}\n`)
})
