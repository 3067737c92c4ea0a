// Reads everything and never says a word, not even in the handshake.
process.stdin.resume();
