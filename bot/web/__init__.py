"""What the bot serves over HTTP, when it is asked to: feeds.  Translates requests; decides nothing."""
