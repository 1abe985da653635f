import { coloursFor } from '../../../src/cli/colours';
import type { Output } from '../../../src/cli/context';
import { readArguments } from './arguments';
import type { ClusterRequest } from './arguments';

test.each<[string, ClusterRequest]>([
  ['up', { command: 'up' }],
  ['up --port 6443 --argocd-port 8080 --bare', { command: 'up', port: 6443, argocdPort: 8080, bare: true }],
  ['down', { command: 'down' }],
  ['status', { command: 'status' }],
  ['demo --catalog gitops/catalog --keep', { command: 'demo', catalog: 'gitops/catalog', keep: true }],
])('"%s" is understood', (words, request) => {
  expect(read(words)).toEqual({ result: request, complaint: '' });
});

test.each([
  ['statsu', `error: unknown command 'statsu'; did you mean "status"?`],
  ['rebuild', `error: unknown command 'rebuild'; known are demo, down, status, up`],
  ['up --port 70000', 'a port is a number from 1 to 65535.'],
  ['up --prot 1', `error: unknown option '--prot'`],
  ['down now', 'too many arguments'],
])('"%s" is refused', (words, message) => {
  const { result, complaint } = read(words);

  expect(result).toBe(2);
  expect(complaint).toContain(message);
});

test('nothing and --help show the commands', () => {
  expect(read('')).toEqual({ result: 0, complaint: '' });
  expect(read('--help')).toEqual({ result: 0, complaint: '' });
});

function read(words: string): { readonly result: ClusterRequest | 0 | 2; readonly complaint: string } {
  let complaint = '';
  const output = (write: (text: string) => void): Output => ({ write, isTerminal: false, colours: coloursFor(false) });
  const result = readArguments(
    words.split(' ').filter((word) => word !== ''),
    output(() => undefined),
    output((text) => {
      complaint += text;
    }),
  );
  return { result, complaint };
}
