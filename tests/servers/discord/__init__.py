"""A Discord on this machine, good enough that the real discord.py runs against it unchanged.

`loopback` is what tests use: a server and, on it, what people do (type a command, press a button).
The rest is Discord: `world` what there is, `message` and `interaction` what is said, `payloads` how it is told,
`limits` and `description` what is refused, `rest_*` the REST API, `gateway` the WebSocket, `faults` how both fail.
"""
