import { createServer } from 'node:http';
import send from 'send';

/** What the portal's downloads are measured beside: the files of a folder, to anybody, in a process of its own. Says its port on its standard output. */
const [folder = '.'] = process.argv.slice(2);
const server = createServer((request, response) => void send(request, request.url ?? '/', { root: folder }).pipe(response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) console.log(address.port);
});
