// Every screen on a wide page, left to right, by day: no fault that axe knows of, nothing cut off.
import t from 'tap'
import { everyScreen } from './screens.ts'
import { openAdmin } from './support.ts'

const shop = await openAdmin(t)

t.test('English, light, 1440 px', async (t) => { await everyScreen(t, shop, { language: 'en', scheme: 'light', width: 1440 }) })
