"""Run the steps inside the transaction of the connection that `bot.storage.migrate` hands over."""

from alembic import context

from bot.storage.migrate import VERSION_TABLE
from bot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
context.run_migrations()
