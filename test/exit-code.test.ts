import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckError } from '../source/errors.ts';
import { exitCodeOf, exitCodes } from '../source/exit-code.ts';
import type { CheckEvent, Protocol } from '../source/model.ts';
import { parseCommandLine } from '../source/options.ts';
import { collected, ended, four, host, open, scanned, shutOver, started } from './assess/events.ts';

const command = parseCommandLine(['example.com', '--fail-on', 'high']);
assert.ok(command.kind === 'check');
const { options } = command;

/** What doorcheck exits with after these events at one address. */
function exitCode(...events: readonly CheckEvent[]): number {
	const collector = collected(started, host('example.com', four), ...events, scanned(four), ended);
	return exitCodeOf(collector, options, false);
}

/** Ports of both protocols that something on the way refused, nothing else being known of the address. */
function refused(protocol: Protocol, ...ports: readonly number[]): CheckEvent {
	return { type: 'ports', address: four, protocol, state: 'undecided', rejected: true, ports };
}

test('a check of UDP ports alone is done, whatever they answered', () => {
	assert.equal(exitCode(shutOver('udp', four, 'open|filtered', 123, 161)), exitCodes.done);
	assert.equal(exitCode(shutOver('udp', four, 'closed', 123)), exitCodes.done);
	assert.equal(exitCode(open(four, 123, 3, 'udp')), exitCodes.done);
});

test('--fail-on looks at UDP doors too, and silence is none', () => {
	assert.equal(exitCode(open(four, 161, 3, 'udp')), exitCodes.broken);
	assert.equal(exitCode(open(four, 161, 3, 'udp'), shutOver('udp', four, 'open|filtered', 161)), exitCodes.done);
});

test('no way to the address is an error only where neither protocol found one', () => {
	assert.throws(() => exitCode(refused('tcp', 22, 80)), CheckError);
	assert.throws(() => exitCode(refused('udp', 53)), CheckError);
	assert.throws(() => exitCode(refused('tcp', 22), refused('udp', 53)), CheckError);
	assert.equal(exitCode(refused('tcp', 22), shutOver('udp', four, 'closed', 53)), exitCodes.done);
});
