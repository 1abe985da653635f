import { probeOf } from '../../src/constructs/probe';

const times = { initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };
const ports = [
  { name: 'http', containerPort: 8080 },
  { name: 'grpc', containerPort: 50051 },
];

test('an http probe asks a path of a port by its name', () => {
  expect(probeOf({ protocol: 'http', path: '/health', port: 'http', ...times }, ports)).toEqual({
    httpGet: { path: '/health', port: 'http' },
    ...times,
  });
});

test('a grpc probe asks a number, because Kubernetes takes no name there', () => {
  expect(probeOf({ protocol: 'grpc', port: 'grpc', ...times }, ports)).toEqual({ grpc: { port: 50051 }, ...times });
});

test('a tcp probe opens a port', () => {
  expect(probeOf({ protocol: 'tcp', port: 'http', ...times }, ports)).toEqual({
    tcpSocket: { port: 'http' },
    ...times,
  });
});

test('a grpc probe of a port that is not there says which ports there are', () => {
  expect(() => probeOf({ protocol: 'grpc', port: 'rpc', ...times }, ports)).toThrow(
    'grpc probe asks port "rpc", but the container has "http", "grpc"',
  );
});

test('an https probe may have headers, in the order of their names', () => {
  const headers = { Host: 'web.example.com', Accept: '*/*' };

  expect(probeOf({ protocol: 'https', path: '/health', headers, port: 'http', ...times }, ports)).toEqual({
    httpGet: {
      path: '/health',
      port: 'http',
      scheme: 'HTTPS',
      httpHeaders: [
        { name: 'Accept', value: '*/*' },
        { name: 'Host', value: 'web.example.com' },
      ],
    },
    ...times,
  });
});

test('an exec probe runs a command, and needs no port', () => {
  expect(probeOf({ protocol: 'exec', command: ['/app/alive'], port: '', ...times }, [])).toEqual({
    exec: { command: ['/app/alive'] },
    ...times,
  });
});

test('a grpc probe may ask for one service', () => {
  expect(probeOf({ protocol: 'grpc', grpcService: 'shop.Cart', port: 'grpc', ...times }, ports)).toEqual({
    grpc: { port: 50051, service: 'shop.Cart' },
    ...times,
  });
});
