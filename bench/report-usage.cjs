// Loaded into a measured process: leaves what the operating system says of it, besides the time that it was waited for.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify({ userCPUTime, systemCPUTime, maxRSS }));
});
