import { isIP, isIPv4, isIPv6 } from './ip';

/**
 * Formats of text that an API server checks, in the words of OpenAPI, and what a text should be instead. Formats that are not
 * here are not checked; a server ignores those that it does not know.
 */
export const formats: ReadonlyMap<string, { readonly fits: (text: string) => boolean; readonly name: string }> =
  new Map([
    ['byte', { fits: isBase64, name: 'base64' }],
    ['date', { fits: isDate, name: 'a date such as 2026-01-31' }],
    ['date-time', { fits: isDateTime, name: 'a time such as 2026-01-31T09:00:00Z' }],
    ['ipv4', { fits: isIPv4, name: 'an IPv4 address' }],
    ['ipv6', { fits: isIPv6, name: 'an IPv6 address' }],
    ['ip', { fits: isIP, name: 'an IP address' }],
    ['uuid', { fits: (text) => /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text), name: 'a UUID' }],
  ]);

/** Go leaves out line breaks, and wants the padding. */
function isBase64(text: string): boolean {
  const plain = text.replaceAll(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return day !== '' && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function isDateTime(text: string): boolean {
  const [date = '', time = '', ...rest] = text.split(/t/i);
  return (
    rest.length === 0 && isDate(date) && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(z|[+-]\d{2}:\d{2})$/i.test(time)
  );
}
