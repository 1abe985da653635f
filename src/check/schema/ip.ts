const part = /^(0|[1-9]\d{0,2})$/;

/** Whether a text is an IPv4 or IPv6 address. */
export function isIP(text: string): boolean {
  return isIPv4(text) || isIPv6(text);
}

/** Whether a text is an IPv4 address: four numbers without leading zeros. */
export function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((number) => part.test(number) && Number(number) <= 255);
}

/** Whether a text is an IPv6 address, without a zone. */
export function isIPv6(text: string): boolean {
  if (!/^[0-9a-f:.]+$/i.test(text) || text.includes(':::')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const hasIPv4 = last.includes('.');
  const plain = hasIPv4 ? groups.slice(0, -1) : groups;
  if (hasIPv4 && !isIPv4(last)) return false;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const length = plain.length + (hasIPv4 ? 2 : 0);
  return halves.length === 2 ? length < 8 : length === 8;
}

/** Whether a text is a range of addresses: `10.0.0.0/8`. */
export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && Number(bits) <= 128);
}
