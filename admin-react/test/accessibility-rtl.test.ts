// Every screen on a phone, right to left, by night: no fault that axe knows of, nothing cut off.
import t from 'tap'
import { everyScreen } from './screens.ts'
import { openAdmin } from './support.ts'

const shop = await openAdmin(t)

t.test('Arabic, dark, 360 px', async (t) => { await everyScreen(t, shop, { language: 'ar', scheme: 'dark', width: 360 }) })
