"""gunicorn's settings, on one machine and in a container. Read by gunicorn, imported by nobody."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
timeout = 30
graceful_timeout = 10
# A worker's sign of life is a file, in memory where that can be: a slow disk would look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
control_socket_disable = True
# A provider's address and browser are kept nowhere: no access log, and no warnings, which name the address.
accesslog = None
loglevel = "error"
