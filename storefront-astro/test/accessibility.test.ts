// Every template left to right, light and dark, wide and narrow: no fault that axe knows of.
import t from 'tap'
import { openStorefront } from './support.ts'
import { checkTemplates } from './templates.ts'

const shop = await openStorefront(t)

t.test('light, 1280 px', async (t) => { await checkTemplates(t, shop, { locale: 'en', scheme: 'light', width: 1280 }) })
t.test('dark, 360 px', async (t) => { await checkTemplates(t, shop, { locale: 'en', scheme: 'dark', width: 360 }) })
