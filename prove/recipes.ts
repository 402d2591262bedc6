import type { Recipe } from './recipe.ts';
import { directory } from './recipes/directory.ts';
import { fileSharing } from './recipes/file-sharing.ts';
import { mail } from './recipes/mail.ts';
import { messaging } from './recipes/messaging.ts';
import { networkServices } from './recipes/network-services.ts';
import { remoteAccess } from './recipes/remote-access.ts';
import { stores } from './recipes/stores.ts';
import { web } from './recipes/web.ts';

/** Every service that is proven, by its package. */
export const recipes: readonly Recipe[] = [
	...stores,
	...remoteAccess,
	...directory,
	...fileSharing,
	...messaging,
	...networkServices,
	...mail,
	...web,
];
