/** Imported first: without it nothing would be coloured in a test, and "no colour" could not fail. */
process.env.FORCE_COLOR = '1';
