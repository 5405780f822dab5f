#!/bin/sh
# An executable among the downloads: it is revealed, never opened.
exit 0
