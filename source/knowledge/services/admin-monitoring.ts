import type { ServiceEntry } from '../entry.ts';
import { agents } from './admin-monitoring-agents.ts';
import { consoles } from './admin-monitoring-consoles.ts';
import { panels } from './admin-monitoring-panels.ts';
import { webConsoles } from './admin-monitoring-web.ts';

/** Everything that administers or watches machines. */
export const adminMonitoring: readonly ServiceEntry[] = [...panels, ...consoles, ...webConsoles, ...agents];
