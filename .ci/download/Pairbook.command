#!/bin/sh
# A double click in the Finder opens the desk, and a terminal in this folder that knows the word pairbook.
cd "$(dirname "$0")" || exit 1

# macOS marks what was downloaded, and asks about each marked program. Whoever opened this
# file has answered for the one beside it.
xattr -d com.apple.quarantine pairbook 2>/dev/null

PATH="$PWD:$PATH"
export PATH
cat <<'TEXT'
This is Pairbook. The desk opens in your browser: begin a programme there, or open one.
Leave this window open as long as you work; closing it, or Ctrl-C, ends the desk, and
everything that was written stays.

TEXT
trap : INT # Ctrl-C ends the desk, and not this
pairbook desk
trap - INT
cat <<'TEXT'

Whoever likes it better can tell Pairbook what to do here, in words:

    pairbook desk              to open the desk again
    pairbook help guide        to read the guide in the browser
    pairbook help              to see all that it can do

TEXT
exec "${SHELL:-/bin/zsh}"
