// The least that makes a shop: languages, currencies, countries and two channels, one of them bound to a host.
import { invalidate } from '../../src/platform/cache.ts'
import { transaction, type Pool } from '../../src/platform/db.ts'

export async function aShop (pool: Pool): Promise<void> {
  await transaction(pool, async (tx) => {
    await tx`
      insert into languages (code, name, native_name, direction, position) values
        ('en', 'English', 'English', 'ltr', 1), ('de', 'German', 'Deutsch', 'ltr', 2), ('zh', 'Chinese', '中文', 'ltr', 3), ('ar', 'Arabic', 'العربية', 'rtl', 4)`
    await tx`
      insert into currencies (code, symbol, name, decimals, rounding_increment, is_base, enabled, position) values
        ('EUR', '€', 'Euro', 2, 0.01, true, true, 1), ('USD', '$', 'US dollar', 2, 0.01, false, true, 2),
        ('JPY', '¥', 'Yen', 0, 1, false, true, 3), ('BGN', 'лв', 'Lev', 2, 0.01, false, false, 4)`
    await tx`
      insert into exchange_rates (from_currency, to_currency, rate, source, as_of) values
        ('EUR', 'EUR', 1, 'base', now()), ('EUR', 'USD', 1.0705, 'ecb', now()), ('EUR', 'JPY', 171.94, 'ecb', now())`
    await tx`insert into countries (code, currency, in_eu, position) values ('DE', 'EUR', true, 1), ('US', 'USD', false, 2), ('JP', 'JPY', false, 3)`
    const [list] = await tx<{ id: string }[]>`insert into price_lists (code, name, includes_tax) values ('retail', 'Retail', true) returning id`
    await tx`
      insert into channels (code, name, host, price_list_id, default_language, default_currency, default_country, languages, currencies, countries, is_default) values
        ('web', 'Web', null, ${list?.id ?? null}, 'en', 'EUR', 'DE', null, null, null, true),
        ('japan', 'Japan', 'jp.shop.example', ${list?.id ?? null}, 'zh', 'JPY', 'JP', ${['zh', 'en']}, ${['JPY', 'USD']}, ${['JP']}, false)`
    await invalidate(tx, ['localization'])
  })
}
