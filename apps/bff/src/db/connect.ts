import { Socket } from 'node:net'
import postgres from 'postgres'

/** What postgres.js hands to `socket`: hosts and ports to choose from, or the path of a Unix socket. Its types leave the option out. */
interface Server {
  host: string[]
  port: number[]
  path: string | false
}

/**
 * A socket that waits for nothing. The driver leaves Nagle's algorithm on: the end of a COPY then waits for the acknowledgement of its
 * data, which the server delays by 40 ms, and a job of many small COPYs did little else.
 */
function openSocket({ host: [host = 'localhost'], port: [port = 5432], path }: Server): Socket {
  const socket = new Socket()
  socket.setNoDelay(true)
  // `host` is what the driver checks a certificate against.
  return path ? socket.connect(path) : Object.assign(socket.connect(port, host), { host })
}

/** Connections to a PostgreSQL server, in UTC. */
export function connect(url: string, options: postgres.Options<Record<string, never>>): postgres.Sql {
  const all = { onnotice: () => {}, ...options, connection: { TimeZone: 'UTC', ...options.connection }, socket: openSocket }
  return postgres(url, all)
}
