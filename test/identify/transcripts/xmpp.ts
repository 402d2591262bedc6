import type { Answer, Transcript } from '../transcript.ts';

const opening = /^<\?xml version='1\.0'\?><stream:stream to='127[\d.]+' version='1\.0' xmlns='jabber:client' [^>]*>$/;
const betweenServers =
	/^<\?xml version='1\.0'\?><stream:stream to='127[\d.]+' version='1\.0' xmlns='jabber:server' [^>]*>$/;
const closing: Answer = [/^<\/stream:stream>$/, '</stream:stream>', 'hangs up'];

const prosody =
	"<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams' xml:lang='en' xmlns='jabber:client' version='1.0' from='doorcheck.test' id='25aa9a46-862f-4cdd-bf35-955377a863eb'>";
const prosodyNotWellFormed: Answer = [
	/^GET /,
	"<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='' xmlns:stream='http://etherx.jabber.org/streams' xml:lang='en'><stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
	'hangs up',
];
const ejabberd =
	"<?xml version='1.0'?><stream:stream id='8340566737982335422' version='1.0' xml:lang='en' xmlns:stream='http://etherx.jabber.org/streams' from='doorcheck.test' xmlns='jabber:client'>";

export default [
	{
		name: 'a server where anyone may register',
		source: 'prosody 0.12.3 without encryption, recorded',
		port: 5222,
		answers: [
			[
				opening,
				`${prosody}<stream:features><register xmlns='http://jabber.org/features/iq-register'/><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism></mechanisms></stream:features>`,
			],
			closing,
			prosodyNotWellFormed,
		],
		identity: { service: 'xmpp', access: 'unknown', remark: 'anyone may register an account' },
		evidence: /^mechanisms: SCRAM-SHA-1, PLAIN$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a server for guests',
		source: 'prosody 0.12.3 without encryption and registration, recorded',
		port: 5222,
		answers: [
			[
				opening,
				`${prosody}<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>ANONYMOUS</mechanism></mechanisms></stream:features>`,
			],
			closing,
			prosodyNotWellFormed,
		],
		identity: { service: 'xmpp', access: 'unknown', remark: 'lets guests in without an account' },
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a server that serves another name',
		source: 'prosody 0.12.3, recorded',
		port: 5222,
		answers: [
			[
				opening,
				`${prosody}<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>This server does not serve 127.0.0.1</text></stream:error></stream:stream>`,
				'hangs up',
			],
			prosodyNotWellFormed,
		],
		identity: { service: 'xmpp', access: 'unknown', remark: undefined },
		evidence: /^stream error: host-unknown$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a server that takes passwords in the clear',
		source: 'ejabberd 23.01, recorded without starttls',
		port: 5222,
		answers: [
			[
				opening,
				`${ejabberd}<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>DIGEST-MD5</mechanism><mechanism>PLAIN</mechanism><mechanism>X-OAUTH2</mechanism></mechanisms></stream:features>`,
			],
			closing,
		],
		otherwise: `${ejabberd}<stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>`,
		identity: { service: 'xmpp', access: 'protected', remark: 'takes passwords without encryption' },
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a server that offers encryption and then fails at it',
		source: 'RFC 6120, section 5.4.2.2',
		port: 5222,
		answers: [
			[
				opening,
				`${ejabberd}<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>`,
			],
			[/^<starttls /, "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>", 'hangs up'],
		],
		otherwise: prosodyNotWellFormed[1],
		identity: { service: 'xmpp', access: 'unknown' },
		evidence: /^STARTTLS required$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'the port where servers meet',
		source: 'ejabberd 23.01, recorded',
		port: 5269,
		answers: [
			[
				betweenServers,
				"<?xml version='1.0'?><stream:stream id='6481267092474164888' version='1.0' xml:lang='en' xmlns:db='jabber:server:dialback' xmlns:stream='http://etherx.jabber.org/streams' from='doorcheck.test' xmlns='jabber:server'><stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></stream:features>",
			],
			closing,
		],
		identity: { service: 'xmpp', access: 'unknown', remark: undefined },
		evidence: /^opened a stream between servers$/m,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
