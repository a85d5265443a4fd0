"""The embedded default: Postgres, Valkey, web, worker and beat on one machine, under one supervisor."""
