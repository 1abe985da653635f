/** Says something in the log; LOG_FORMAT=json makes each line an object, as the platform wants it. */
export function log(level, message) {
  const isJson = process.env.LOG_FORMAT === 'json';
  const line = isJson ? JSON.stringify({ time: new Date().toISOString(), level, message }) : `${level}: ${message}`;
  console.log(line);
}
