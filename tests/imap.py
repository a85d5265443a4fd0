"""A small IMAP server on a real socket, with the faults that tests want of one. One user, and folders in memory."""

import re
import socketserver
import threading
from contextlib import contextmanager

_LITERAL = re.compile(r"BODY(?:\.PEEK)?\[(HEADER)?\](?:<(\d+)\.(\d+)>)?", re.IGNORECASE)


class Cut(Exception):
    """The connection ends here."""


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.folder = "INBOX"
        try:
            self.say("* OK ready")
            while line := self.rfile.readline().decode().strip():
                tag, _, rest = line.partition(" ")
                command, _, given = rest.partition(" ")
                if command.upper() == "UID":
                    command, _, given = given.partition(" ")
                self.server.seen.append(f"{command.upper()} {given}".strip())
                self.server.on(command.upper(), given)
                getattr(self, f"on_{command.lower()}")(given)
                self.server.before_ok(command.upper(), given)
                self.say(f"{tag} OK done")
                if command.upper() == "LOGOUT":
                    return
        except (Cut, OSError):
            return

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    @property
    def mails(self):
        return self.server.folders[self.folder]

    def on_capability(self, _):
        self.say("* CAPABILITY IMAP4rev1" + (" MOVE" if self.server.can_move else ""))

    def on_login(self, given):
        if given != f'"{self.server.user}" "{self.server.password}"'.replace('""', '"') and given != (
            f'{self.server.user} "{self.server.password}"'
        ):
            self.say("* BAD login")
            raise Cut

    def on_select(self, given):
        self.folder = given.strip('"')
        self.say(f"* {len(self.mails)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.server.uidvalidity}] valid")

    def on_search(self, _):
        self.say("* SEARCH " + " ".join(map(str, self.mails)))

    def on_list(self, given):
        name = given.split()[-1].strip('"')
        if name in self.server.folders:
            self.say(f'* LIST () "/" "{name}"')

    def on_create(self, given):
        self.server.folders[given.strip('"')] = {}

    def on_fetch(self, given):
        uid, _, what = given.partition(" ")
        mail = self.mails.get(int(uid))
        if mail is None:
            return
        if "RFC822.SIZE" in what:
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {self.server.says_size(mail)})")
            return
        section, start, most = _LITERAL.search(what).groups()
        content = mail.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n" if section else mail
        start, most = int(start or 0), int(most or len(content))
        piece = content[start : start + most]
        self.wfile.write(f"* 1 FETCH (UID {uid} BODY[{section or ''}]<{start}> {{{len(piece)}}}\r\n".encode())
        self.server.send_piece(self.wfile, piece)
        self.say(")")

    def on_move(self, given):
        self.on_copy(given)
        self.mails.pop(int(given.split()[0]), None)

    def on_copy(self, given):
        uid, name = given.split()
        if int(uid) in self.mails:
            target = self.server.folders[name.strip('"')]
            target[max(target, default=0) + 1] = self.mails[int(uid)]

    def on_store(self, given):
        self.server.deleted.add(int(given.split()[0]))

    def on_expunge(self, _):
        for uid in self.server.deleted:
            self.mails.pop(uid, None)
        self.server.deleted.clear()

    def on_logout(self, _):
        self.say("* BYE")


class ImapServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    user, password = "replies", "a b/c"

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.folders, self.deleted = {"INBOX": {}}, set()
        self.uidvalidity, self.can_move, self.seen, self.next_uid = 7, True, [], 1
        self.behave()

    def behave(self):
        """No faults from here on."""
        self.on = self.before_ok = lambda command, given: None
        self.says_size = len
        self.send_piece = lambda file, piece: file.write(piece)

    @property
    def url(self):
        return f"imap://{self.user}:a%20b%2Fc@127.0.0.1:{self.server_address[1]}/INBOX"

    @property
    def inbox(self):
        return self.folders["INBOX"]

    def deliver(self, mail):
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.inbox[uid] = mail
        return uid


@contextmanager
def running():
    with ImapServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
        thread.start()
        yield server
        server.shutdown()
