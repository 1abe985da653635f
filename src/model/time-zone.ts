/** Whether a text is the name of a time zone, in upper and lower case as the files of the system have it. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Z][-+\w]*(\/[A-Z][-+\w]*)*$/.test(text)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    // "Europe/BERLIN" is the same to JavaScript, and no file to Argo CD. Another name is that of a link.
    return timeZone === text || timeZone.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}
