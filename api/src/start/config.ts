// The supervisor's only look at process.env.
import { readSettings, type Settings } from './settings.ts'

export const settingsOfThisProcess = (): Settings => readSettings(process.env)
