// The networks a key may be used from, as one writes them: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32. Pure.
import { isIPv4, isIPv6 } from 'node:net'

/** Well-formed and of a kind that an address can be compared with; the database makes it canonical. */
export function isNetwork (text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  if (more !== undefined || address.includes('%') || isMapped(address)) return false
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  return most > 0 && (bits === undefined || (/^(0|[1-9][0-9]{0,2})$/.test(bits) && Number(bits) <= most))
}

// A socket that listens on both families names an IPv4 caller ::ffff:203.0.113.7; a list names the address itself.
export const plainAddress = (ip: string): string => isMapped(ip) ? ip.slice(ip.lastIndexOf(':') + 1) : ip

const isMapped = (address: string): boolean => /^::ffff:[0-9.]+$/i.test(address)
