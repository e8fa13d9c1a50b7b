// The networks a key may be used from, as one writes them: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32. Pure.
import { isIPv4, isIPv6 } from 'node:net'

/** Well-formed and of a kind that an address can be compared with; the database makes it canonical. */
export function isNetwork (text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  if (more !== undefined || address.includes('%') || ipv4Within(address) !== undefined) return false
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  return most > 0 && (bits === undefined || (/^(0|[1-9][0-9]{0,2})$/.test(bits) && Number(bits) <= most))
}

// A socket that listens on both families names an IPv4 caller ::ffff:203.0.113.7, and a neighbour with the interface
// it came by, fe80::1%eth0; a list names the address itself.
export function plainAddress (ip: string): string {
  const [address = ''] = ip.split('%')
  return ipv4Within(address) ?? address
}

function ipv4Within (address: string): string | undefined {
  if (!isIPv6(address)) return undefined
  const [, high, low] = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(new URL(`http://[${address}]`).hostname) ?? []
  if (high === undefined || low === undefined) return undefined
  return [high, low].map((part) => parseInt(part, 16)).flatMap((part) => [part >> 8, part & 255]).join('.')
}
