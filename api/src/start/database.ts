// A database for the shop's processes: the embedded one with its secrets, or the one that DATABASE_URL names.
import { startCluster, type Cluster } from '../platform/embedded-postgres.ts'
import { address, APP, OWNER, provision } from '../platform/embedded-roles.ts'
import { explain } from '../platform/embedded-faults.ts'
import { frontSecret, keepSecrets } from './secrets.ts'
import type { Environment, Settings } from './settings.ts'

export interface Database {
  environment: Environment
  cluster: Cluster | undefined
}

const NAME = 'tradewind'

export async function openDatabase (settings: Settings, onDeath?: (reason: string) => void): Promise<Database> {
  if (settings.databaseUrl) return { environment: ownDatabase(settings), cluster: undefined }
  const secrets = readSecrets(settings.dataDir)
  const passwords = secrets.databasePasswords
  const cluster = await startCluster({ folder: settings.dataDir, password: passwords.superuser, onDeath })
  await provision(cluster.port, passwords, NAME)
  return {
    cluster,
    environment: {
      SECRET: secrets.secret,
      ACCESS_TOKEN_KEYS: JSON.stringify(secrets.accessTokenKeys),
      FRONT_SECRET: frontSecret(secrets.secret),
      ...(settings.production ? {} : { PAYMENTS_TEST_GATEWAY: 'true' }),
      ...settings.environment,
      DATA_DIR: settings.dataDir,
      DATABASE_URL: address(APP, passwords.app, cluster.port, NAME),
      DATABASE_OWNER_URL: address(OWNER, passwords.owner, cluster.port, NAME)
    }
  }
}

// With a database of their own the owners of the shop give its secrets too; the API's configuration checks them.
function ownDatabase ({ environment, dataDir }: Settings): Environment {
  const secret = environment.SECRET
  return {
    ...(secret ? { FRONT_SECRET: frontSecret(secret) } : {}),
    ...environment,
    DATA_DIR: dataDir
  }
}

function readSecrets (folder: string): ReturnType<typeof keepSecrets> {
  try {
    return keepSecrets(folder)
  } catch (error) {
    throw explain(error, folder)
  }
}
