"""The Slack front-end: the only home of slack_bolt and slack_sdk."""
