const { transform, reporters, moduleNameMapper } = require('./jest.config.js');

/**
 * Repositories of services from each template: `npm run test:scaffold`. They are built and asked as Kubernetes asks, and linters of other
 * people read them. What is not installed is skipped by name; `npm run scaffold:tools` brings the linters.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  roots: ['<rootDir>/test/scaffold/suite'],
  testEnvironment: 'node',
  // Compilers at the lowest priority, on whatever machine there is.
  testTimeout: 3_600_000,
  maxWorkers: 1,
  moduleNameMapper,
  reporters,
  transform,
};
