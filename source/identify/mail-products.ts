import type { ProductPattern } from './product.ts';

/** Mail servers, by what they say in SMTP, IMAP and POP3 greetings. */
export const mailProducts: readonly ProductPattern[] = [
	[/\bPostfix\b(?: (\d[\w.]*))?/i, 'Postfix'],
	[/\bExim(?: (\d[\w.]*))?/i, 'Exim'],
	[/\bSendmail (?:AIX)?(\d[\w.]*)/i, 'Sendmail'],
	[/\bSendmail\b/i, 'Sendmail'],
	[/\bOpenSMTPD\b/i, 'OpenSMTPD'],
	[/\bHaraka(?:\/(\d[\w.]*))?/i, 'Haraka'],
	[/\bMDaemon (\d[\w.]*)/i, 'MDaemon'],
	[/\bMailEnable\b/i, 'MailEnable'],
	[/\bhMailServer\b/i, 'hMailServer'],
	[/\bKerio Connect (\d[\w.]*)/i, 'Kerio Connect'],
	[/\bStalwart\b/i, 'Stalwart'],
	[/\bApache James\b|\bJAMES\b/, 'Apache James'],
	[/\bMicrosoft Exchange\b|\bMicrosoft ESMTP MAIL\b/i, 'Microsoft Exchange'],
	[/\bDovecot\b/i, 'Dovecot'],
	[/\bCyrus (?:IMAP|POP3|LMTP|timsieved)\S* v?(\d[\w.]*)/i, 'Cyrus IMAP'],
	[/\bCyrus\b/, 'Cyrus IMAP'],
	[/\bCourier\b|^Hello there\.$/i, 'Courier'],
	[/\bZimbra\b/i, 'Zimbra'],
	[/\bGimap\b|\bgsmtp\b|\bGpop\b/, 'Google mail'],
	[/\bUW IMAP|\bIMAP4rev1 (?:v12|20\d\d)\.(\d+)/, 'UW IMAP'],
];
