"""Rules of test_sequences.py: to whom at the authority we write, who is let in there, letters from draft to sent."""

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from investigations.contacts import keeping
from investigations.deadlines import Basis
from investigations.leaving.timing import WAIT
from investigations.letters import admitting, releasing, sending, writing
from investigations.lifecycle import Status
from investigations.models import Case, CaseEvent, Contact, Letter, LetterKind, LetterMail, LetterTemplate, Officer
from mysteryshopper import owed
from mysteryshopper.calendar import london_day
from tests.investigations.casework.doing import CASE, MOSTLY_NOT, OWNER, PEOPLE, WHO, Doing, snapshot

TEMPLATES = st.sampled_from(["request", "formal-notice", "chaser", "findings"])
# With what one writes to an authority at each stage.
FITTING = {Status.ASKED: "chaser", Status.ASSESSMENT: "findings", Status.RECOMMENDED: "chaser"}
# Who releases a letter, or tries to.
SECOND = st.sampled_from(["Lea", "Lou", OWNER, "Ann"])
# What the authority's mail server says to a letter. Mostly it takes it.
SAID = st.sampled_from(["250 OK", "250 OK", "250 OK", "451 later", "550 no such user"])


class LetterRules(Doing):
    mailbox: object  # the authority's mail server

    def __init__(self):
        super().__init__()
        self.mailbox.mails.clear()

    # The directory

    @rule(case=CASE, who=WHO)
    def add_contact(self, case, who):
        # Each has a name of its own, so that events say whom they mean.
        name = f"Officer {Contact.objects.count() + 1}"
        self.do_to(
            self.case(case).authority, case, who, keeping.add,
            name=name, job="", email=f"{name[8:]}@authority.example", is_senior=False,
        )  # fmt: skip

    @rule(case=CASE, who=WHO, data=st.data(), is_moved=st.booleans())
    def end_contact(self, case, who, data, is_moved):
        if contact := self.one_of(data, self.contacts(case)):
            name = f"Officer {Contact.objects.count() + 1}"
            to = {"name": name, "job": "", "email": f"{name[8:]}@authority.example", "is_senior": True}
            self.do_to(
                contact, case, who, keeping.change if is_moved else keeping.end, note="Left.", **to if is_moved else {}
            )

    @rule(case=CASE, who=WHO, data=st.data())
    def let_in(self, case, who, data):
        if contact := self.one_of(data, self.contacts(case) or Contact.objects.all()):
            self.do(case, who, admitting.let_in, contact)

    @rule(case=CASE, who=WHO, data=st.data(), goes=st.booleans())
    def change_code(self, case, who, data, goes):
        if officer := self.one_of(data, self.case(case).officers.all()):
            self.do_to(officer, case, who, admitting.shut_out if goes else admitting.issue_anew)

    # Letters

    @rule(case=CASE, who=WHO, key=TEMPLATES, data=st.data())
    def begin_letter(self, case, who, key, data):
        if contact := self.one_of(data, self.contacts(case) or Contact.objects.all()):
            self.begin(case, who, key, contact)

    @rule(case=CASE, who=WHO, data=st.data(), is_whole=st.booleans(), behind=MOSTLY_NOT)
    def edit_letter(self, case, who, data, is_whole, behind):
        if letter := self.one_of(data, self.unsent(case)):
            contact = self.one_of(data, self.contacts(case)) or letter.contact
            self.edit(case, who, letter, contact, is_whole, seen=letter.version - behind)

    @rule(case=CASE, who=WHO, data=st.data(), is_stale=MOSTLY_NOT)
    def ask_for_release(self, case, who, data, is_stale):
        if letter := self.one_of(data, self.unsent(case)):
            self.do_to(letter, case, who, releasing.ask, seen=letter.version - is_stale)

    @rule(case=CASE, who=SECOND, data=st.data(), is_stale=MOSTLY_NOT)
    def release_letter(self, case, who, data, is_stale):
        waiting = self.unsent(case).filter(released_at=None)
        if letter := self.one_of(data, waiting.exclude(release_asked_by=None) or waiting or self.unsent(case)):
            self.release(case, who, letter, is_stale)

    @rule(case=CASE, who=PEOPLE, data=st.data(), is_stale=MOSTLY_NOT)
    def send_letter_back(self, case, who, data, is_stale):
        if letter := self.one_of(data, self.unsent(case).exclude(release_asked_by=None)):
            self.do_to(letter, case, who, releasing.send_back, version=letter.version - is_stale, reason="Too long.")

    @rule(case=CASE, who=WHO, data=st.data(), verb=st.sampled_from([releasing.take_back, writing.throw_away]))
    def no_letter_after_all(self, case, who, data, verb):
        if letter := self.one_of(data, self.unsent(case)):
            self.do_to(letter, case, who, verb)

    @rule(case=CASE, who=WHO, data=st.data())
    def write_again(self, case, who, data):
        if letter := self.one_of(data, self.case(case).letters.exclude(released_at=None)):
            self.do_to(letter, case, who, writing.write_again)

    @rule(case=CASE, far=st.integers(1, 6), says=SAID, second=SECOND)
    def letter_goes_on(self, case, far, says, second):
        """One takes the usual way: written to its end, asked for, released, sent."""
        for _ in range(far):
            letter = self.unsent(case).last()
            if letter is None:
                key = FITTING.get(self.case(case).status, "request")
                self.begin(case, OWNER, key, self.contacts(case).first() or Contact.objects.first())
            elif letter.released_at:
                self.send(letter, says)
            elif letter.release_asked_at:
                self.release(case, second, letter, False)
            elif "[?]" in letter.body or "{procurement}" in letter.body:
                self.edit(case, OWNER, letter, letter.contact, True, seen=letter.version)
            else:
                self.do_to(letter, case, OWNER, releasing.ask, seen=letter.version)

    @rule(says=SAID)
    def mail_goes(self, says):
        """A worker comes by; what it had given up, somebody has tried again."""
        for mail in LetterMail.objects.filter(done_at=None).select_related("letter").order_by("pk"):
            self.send(mail.letter, says)

    # What always holds

    @invariant()
    def nobody_releases_their_own_letter_or_one_within_a_day_of_the_complaint(self):
        for letter in self.letters().defer("subject", "body", "mail").exclude(released_at=None):
            if letter.needs_release:
                assert letter.released_by_id not in (None, letter.written_by_id, letter.release_asked_by_id)
                assert letter.written_at <= letter.release_asked_at <= letter.released_at
            if letter.case.complaint:
                assert letter.released_at >= letter.case.complaint.filed_at + WAIT

    @invariant()
    def a_letter_owes_one_mail_until_it_is_sent_or_taken_back(self):
        for letter in self.letters().defer("subject", "body", "mail"):
            mail = getattr(letter, "owed_mail", None)
            assert (mail is not None) == (letter.released_at is not None and letter.taken_back_at is None)
            assert bool(mail and mail.done_at) == (letter.sent_at is not None)
            arrived = [one for one in self.mailbox.mails if mail and mail.message_id.encode() in one.content]
            assert [one.rcpt_tos for one in arrived] == ([[letter.contact.email]] if letter.sent_at else [])

    @invariant()
    def who_has_left_is_let_in_nowhere_and_gets_nothing(self):
        assert not Officer.objects.filter(shut_at=None).exclude(contact__ended_on=None).exists()
        for letter in self.letters().standing().filter(sent_at=None).exclude(contact__ended_on=None):
            notes = [event.note for event in letter.case.events.filter(kind=CaseEvent.Kind.LETTER)]
            assert any(f"does not go: we don’t write to {letter.contact} any more." in note for note in notes)

    # How it is done

    def letters(self):
        joined = ("case__complaint", "contact", "owed_mail", "release_asked_by")
        return Letter.objects.select_related(*joined).defer("mail").order_by("pk")

    def unsent(self, case):
        return self.letters().filter(case=self.pks[case], sent_at=None, taken_back_at=None)

    def contacts(self, case):
        return Contact.objects.current().filter(authority=self.case(case).authority_id)

    def begin(self, case, who, key, contact):
        basis = {"request": Basis.COOPERATION, "formal-notice": Basis.NOTICE}.get(key)
        self.do(case, who, writing.begin, LetterTemplate.objects.current().get(key=key), contact, basis=basis)

    def edit(self, case, who, letter, contact, is_whole, seen):
        body = letter.body.replace("[?] ", "").replace("{procurement}", "Keeping of parks")
        body = body if is_whole else letter.body + "\n\nYours"
        said = {"contact": contact, "subject": letter.subject, "body": body, "copies": []}
        self.do_to(letter, case, who, writing.edit, seen=seen, **said)

    def release(self, case, who, letter, is_stale):
        mail = releasing.preview(Letter.objects.get(pk=letter.pk), day=london_day(timezone.now()))
        self.do_to(letter, case, who, releasing.release, seen="x" if is_stale else releasing.fingerprint(mail))

    def send(self, letter, says):
        """As a worker does. Where it does not go, nothing changes but what is said of its mail. Where it goes, the
        case goes along."""
        mail = letter.owed_mail
        owed.retry(mail)
        LetterMail.objects.filter(pk=mail.pk).update(due_at=timezone.now())
        before, status = snapshot(), Case.objects.get(pk=letter.case_id).status
        self.mailbox.rcpt = says
        owed.work_off(LetterMail, mail.pk, sending.send)
        to, begins = releasing.MOVES.get(LetterKind(letter.kind), (status, set()))
        if Letter.objects.get(pk=letter.pk).sent_at:
            assert letter.contact.ended_on is None and says == "250 OK" and status in {to, *begins}
            assert Case.objects.get(pk=letter.case_id).status == to
        else:
            assert snapshot() | {LetterMail._meta.db_table: None} == before | {LetterMail._meta.db_table: None}
