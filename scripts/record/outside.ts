// The other machine, in a network namespace of its own: it answers connections with its name, and makes those that it reads as a
// line of JSON. It ends with its input, and its namespace and links with it, however the recording ends.
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { connections, type Target } from './connections.ts';
import { OUTSIDE } from './lan-addresses.ts';

createServer((socket) => {
  socket.on('error', () => undefined);
  socket.end(`${OUTSIDE.name}\n`);
}).listen({ host: '::', port: OUTSIDE.port });

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await connections(JSON.parse(line) as readonly Target[])));
process.exit();
