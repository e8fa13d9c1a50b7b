// A browser's name for itself, as a person would say it.
const BROWSERS: Array<[RegExp, string]> = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'], [/\bOPR\/|\bOpera\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Vivaldi\//, 'Vivaldi'],
  [/Firefox\/|FxiOS\//, 'Firefox'], [/(?:Headless)?Chrome\/|CriOS\//, 'Chrome'], [/Version\/[\d.]+.*Safari\//, 'Safari']
]
const SYSTEMS: Array<[RegExp, string]> = [
  [/iPhone|iPod/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/CrOS/, 'ChromeOS'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux|X11/, 'Linux']
]

const first = (names: Array<[RegExp, string]>, text: string): string | undefined => names.find(([pattern]) => pattern.test(text))?.[1]

export interface Device { browser?: string, system?: string }

export const deviceOf = (userAgent: string | null): Device => ({ browser: first(BROWSERS, userAgent ?? ''), system: first(SYSTEMS, userAgent ?? '') })
