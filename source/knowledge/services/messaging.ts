import type { ServiceEntry } from '../entry.ts';
import { messagingBrokers } from './messaging-brokers.ts';
import { messagingChat } from './messaging-chat.ts';
import { messagingStreams } from './messaging-streams.ts';

/** Message brokers and chat servers. */
export const messaging: readonly ServiceEntry[] = [...messagingBrokers, ...messagingStreams, ...messagingChat];
