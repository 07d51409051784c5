#!/bin/sh
# A double click in the Finder opens a terminal in this folder that knows the word pairbook.
cd "$(dirname "$0")" || exit 1

# macOS marks what was downloaded, and asks about each marked program. Whoever opened this
# file has answered for the one beside it.
xattr -d com.apple.quarantine pairbook 2>/dev/null

PATH="$PWD:$PATH"
export PATH
cat <<'TEXT'
This is Pairbook. It has no windows of its own: you tell it what to do here, in words.
Type one of these, and press Enter:

    pairbook new mentoring     to start a programme in the folder "mentoring"
    pairbook help guide        to read the guide in the browser
    pairbook help              to see all that it can do

TEXT
exec "${SHELL:-/bin/zsh}"
