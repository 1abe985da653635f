const { TestEnvironment } = require('jest-environment-node');

let kept;

/**
 * One global object for all test files of a worker, so that modules which one file has loaded are good for the next
 * (worker-runtime.js). What jest itself leaves there, which it keeps under symbols, and what a test has done to the environment
 * variables and to the working directory ends with each file.
 */
class WorkerEnvironment extends TestEnvironment {
  constructor(config, context) {
    if (kept !== undefined) return kept;
    super(config, context);
    kept = this;
    this.symbols = new Set(Object.getOwnPropertySymbols(this.global));
    this.variables = { ...this.global.process.env };
    this.folder = process.cwd();
  }

  async teardown() {
    const { env } = this.global.process;
    for (const name of Object.keys(env)) if (!(name in this.variables)) delete env[name];
    Object.assign(env, this.variables);
    process.chdir(this.folder);
    for (const symbol of Object.getOwnPropertySymbols(this.global)) {
      if (!this.symbols.has(symbol)) delete this.global[symbol];
    }
  }
}

module.exports = WorkerEnvironment;
