const everyday = require('./jest.config.js');

/**
 * The full forms of tests that have a short one: `npm run test:long`, or one of them by its name. Thousands of changes by many
 * processes, hundreds of killed ones, a hundred thousand stories: hours, on a machine that does nothing else.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...everyday,
  testMatch: ['**/*.long.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
