import type { ServiceEntry } from '../entry.ts';
import { fileSharingPrinting } from './file-sharing-printing.ts';
import { fileSharingStorage } from './file-sharing-storage.ts';
import { fileSharingTransfer } from './file-sharing-transfer.ts';
import { fileSharingWeb } from './file-sharing-web.ts';

/** Files, disks and printers over the network. */
export const fileSharing: readonly ServiceEntry[] = [
	...fileSharingTransfer,
	...fileSharingStorage,
	...fileSharingPrinting,
	...fileSharingWeb,
];
