import type { PortState } from '../../../source/model.ts';
import type { PortBehaviour } from '../../network/host.ts';

/**
 * The states that a port of this behaviour may be given among the others, where the path works. A refusal with ICMP
 * port-unreachable looks like one of the host itself.
 */
export function expected(behaviour: PortBehaviour, truth: ReadonlyMap<number, PortBehaviour>): readonly PortState[] {
	if (!answers(truth)) return ['undecided'];
	return statesOf[behaviour];
}

/** Whether any port answers by itself. */
export function answers(truth: ReadonlyMap<number, PortBehaviour>): boolean {
	return [...truth.values()].some((behaviour) => behaviour !== 'drop' && behaviour !== 'reject');
}

const statesOf: Readonly<Record<PortBehaviour, readonly PortState[]>> = {
	open: ['open'],
	closed: ['closed'],
	drop: ['filtered'],
	reject: ['filtered'],
	unreachable: ['filtered', 'closed'],
};
