"""What a legal hold means in Postgres: while a complaint is held nothing of it is erased, whoever tries."""

import pgtrigger

# Of a complaint, or of a case.
HELD_STAYS = pgtrigger.Protect(name="held_stays", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__is_held=True))
# Of what belongs to a complaint.
OF_HELD_STAYS = pgtrigger.Trigger(
    name="of_held_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="""
        IF EXISTS (SELECT FROM complaints_complaint WHERE id = OLD.complaint_id AND is_held) THEN
            RAISE EXCEPTION 'Cannot delete what belongs to a held complaint';
        END IF;
        RETURN OLD;
    """,
)
