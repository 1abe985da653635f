/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  // The suites of the charts, of the cluster, of the platform, of Prometheus, of repositories of services and of the scanners start
  // real programs, and have configurations of their own.
  testPathIgnorePatterns: [
    '/node_modules/',
    '/test/charts-suite/suite/',
    '/test/cluster/suite/',
    '/test/platform/suite/',
    '/test/prometheus/suite/',
    '/test/scaffold/suite/',
    '/test/scanners/suite/',
    // `npm run test:slow`, `npm run test:long`
    '\\.(slow|long)\\.test\\.ts$',
  ],
  globalSetup: '<rootDir>/test/global-setup.js',
  // What a worker has loaded for one file is good for the next: both together halve the time of a run.
  testEnvironment: '<rootDir>/test/worker-environment.js',
  runtime: '<rootDir>/test/worker-runtime.js',
  // A limit for what hangs, not a measure: property tests and real processes take as long as a busy machine lets them.
  testTimeout: 60_000,
  // By default jest leaves one core idle, which on two cores is half of the machine.
  maxWorkers: '100%',
  // Starting a process takes longer from a large one, and many tests start many: a worker that has grown makes room for a new one.
  workerIdleMemoryLimit: '512MB',
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
  moduleNameMapper: {
    // Commands are loaded when they are asked for, by the names that they have for Node.
    '^(\\.{1,2}/.+)\\.js$': '$1',
    '^fast-check$': '<rootDir>/test/seeded-fast-check.js',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};
