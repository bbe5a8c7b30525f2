// The store on SQLite holds what every store promises; PostgreSQL's is held to it by tests/real/postgres.
import { openBackOffice } from '../server/support/back-office.ts'
import { meanwhileContract } from './store/meanwhile.ts'
import { storeContract } from './store/suite.ts'

storeContract('SQLite', () => openBackOffice())
meanwhileContract('SQLite', () => openBackOffice())
