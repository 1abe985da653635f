import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server on this machine that answers everything, and says who asked. */
export interface CountingServer {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** What was asked since it was asked last, in order: connections, and what came over them. */
  readonly takeAsked: () => readonly string[];
  readonly stop: () => void;
}

/** It is a process of its own, for the programs that could ask are waited for. */
const program = `
const { appendFileSync } = require('node:fs');
const answer = 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: fetched }\\n';
const note = (text) => appendFileSync(process.argv[1], text + '\\n');
const server = require('node:http').createServer((request, response) => {
  note(request.method + ' ' + request.url);
  response.end(answer);
});
server.on('connection', () => note('a connection'));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** Starts it; whoever starts it stops it. */
export async function aCountingServer(): Promise<CountingServer> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  const file = join(folder, 'asked');
  writeFileSync(file, '');
  const server = spawn(process.execPath, ['-e', program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(server.stdout, 'data');
  return {
    host: `127.0.0.1:${String(port).trim()}`,
    takeAsked: () => {
      const asked = readFileSync(file, 'utf8').split('\n');
      writeFileSync(file, '');
      return asked.filter((line) => line !== '');
    },
    stop: () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
