"""A real Dovecot, with one mailbox of its own, as a process that a test starts and stops."""

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
from contextlib import contextmanager

from tests.journeys.stack import wait_until

BINARY = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:/usr/bin")
MISSING = "No Dovecot is installed. On Debian: apt-get install dovecot-imapd"
USER, PASSWORD = "replies", "a/b"
_CONFIG = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class Dovecot:
    def __init__(self, port):
        self.port = port
        self.url = f"imap://{USER}:a%2Fb@127.0.0.1:{port}/INBOX"

    def opened(self):
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.login(USER, PASSWORD)
        return client

    def deliver(self, mail):
        with self.opened() as client:
            assert client.append("INBOX", None, None, mail)[0] == "OK"

    def count(self, folder):
        with self.opened() as client:
            return int(client.select(folder)[1][0])

    def is_ready(self):
        try:
            with self.opened():
                return True
        except (OSError, imaplib.IMAP4.error):
            return False


@contextmanager
def running(folder):
    """`folder`: with a short path, since sockets lie in it."""
    # As root it wants somebody else to read mail; as anybody else it can only be themselves.
    person = pwd.getpwnam("nobody" if os.getuid() == 0 else getpass.getuser())
    (folder / "mail").mkdir()
    folder.chmod(0o755)
    (folder / "mail").chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    group = grp.getgrgid(person.pw_gid).gr_name
    (folder / "dovecot.conf").write_text(
        _CONFIG.format(
            folder=folder,
            port=port,
            user=person.pw_name,
            group=group,
            uid=person.pw_uid,
            gid=person.pw_gid,
            password=PASSWORD,
        )
    )
    process = subprocess.Popen([BINARY, "-F", "-c", str(folder / "dovecot.conf")])
    try:
        dovecot = Dovecot(port)
        wait_until(dovecot.is_ready, 30, f"Dovecot answers; what it said: {folder / 'log'}")
        yield dovecot
    finally:
        process.terminate()
        process.wait(30)
