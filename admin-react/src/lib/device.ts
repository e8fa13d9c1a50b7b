// A browser's long name in short: what it is and what it runs on; pure.
const BROWSERS: Array<[RegExp, string]> = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/HeadlessChrome\/|Chrome\//, 'Chrome'], [/Safari\//, 'Safari']]
const SYSTEMS: Array<[RegExp, string]> = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']]

const nameIn = (names: Array<[RegExp, string]>, agent: string): string | undefined => names.find(([pattern]) => pattern.test(agent))?.[1]

/** Undefined where nothing is known by sight. */
export function deviceName (agent: string | null): string | undefined {
  if (agent === null || agent === '') return undefined
  const words = [nameIn(BROWSERS, agent), nameIn(SYSTEMS, agent)].filter((word) => word !== undefined)
  return words.length === 0 ? agent.slice(0, 40) : words.join(' · ')
}
