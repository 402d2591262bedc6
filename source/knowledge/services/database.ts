import type { ServiceEntry } from '../entry.ts';
import { databaseBigData } from './database-big-data.ts';
import { databaseDocument } from './database-document.ts';
import { databaseEmbedded } from './database-embedded.ts';
import { databaseMemory } from './database-memory.ts';
import { databaseSearch } from './database-search.ts';
import { databaseSql } from './database-sql.ts';
import { databaseWeb } from './database-web.ts';

/** Databases, caches and search engines. */
export const database: readonly ServiceEntry[] = [
	...databaseSql,
	...databaseDocument,
	...databaseMemory,
	...databaseSearch,
	...databaseBigData,
	...databaseEmbedded,
	...databaseWeb,
];
