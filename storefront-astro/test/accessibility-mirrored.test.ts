// Every template right to left, light and dark, wide and narrow: no fault that axe knows of.
import t from 'tap'
import { openStorefront } from './support.ts'
import { checkTemplates } from './templates.ts'

const shop = await openStorefront(t)

t.test('light, 360 px', async (t) => { await checkTemplates(t, shop, { locale: 'ar', scheme: 'light', width: 360 }) })
t.test('dark, 1280 px', async (t) => { await checkTemplates(t, shop, { locale: 'ar', scheme: 'dark', width: 1280 }) })
