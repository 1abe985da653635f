// Serves Git repositories over HTTP, to read: git's own http-backend (git-http-backend(1)) behind a small server.
// Arguments: folder of the repositories, port, address to listen on.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const [folder, port, address] = process.argv.slice(2);

const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url, 'http://localhost');
  const backend = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // CGI, RFC 3875. A protocol version asked for (version 2) comes in a header.
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
    },
  });
  request.pipe(backend.stdin).on('error', () => {});
  let head = Buffer.alloc(0);
  backend.stdout.on('data', (piece) => {
    if (response.headersSent) return void response.write(piece);
    head = Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    let status = 200;
    for (const line of head.toString('latin1', 0, end).split('\r\n')) {
      const [name, value] = line.split(/: (.*)/);
      if (name === 'Status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    response.write(head.subarray(end + 4));
  });
  backend.on('close', () => {
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
  backend.on('error', () => response.writeHead(500).end());
});

server.listen(Number(port), address);
