"""The only home of SQL: everything that is kept, in one SQLite file or one PostgreSQL database.

Mechanism and content are apart.  Mechanism knows nothing about lists: `place` (where the database is), `engine`
(connections and their settings), `database` (transactions), `migrate` (bringing the schema up to date), `errors`
(the wall where foreign exceptions end), `columns` (types).  Content is one file for each aggregate, plain functions
of a connection: `catalog`, `lists`, `entries`, `changelog`, `shelf`; `schema` says what the tables are.  `store` joins
both into the `SqlStore` that the rest of the house knows by its protocol.  `upkeep` is for the operator.
"""
