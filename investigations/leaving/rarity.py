"""How telling a word is. All thresholds of the leak check stand here.

Zipf frequency (wordfreq, English): 7 is "the", 5 is "trust", 4 is "jones", 3 is "kingfisher", 0 a word nobody knows.
"""

import csv
import re
from functools import cache
from pathlib import Path

from wordfreq import zipf_frequency

from .disguises import plain

# | threshold         | below it, or from it                                                                     |
# |-------------------|------------------------------------------------------------------------------------------|
# | RARE              | below: a word of a person's name gives them away by itself                               |
# | VERY_RARE         | below: a word of an organisation's name does: these are words of the language more often |
# | RARE_AS_A_NAME    | below: a word of an organisation's name does, where it is written like a name mid-sentence |
# | RARE_AFTER_TITLE  | below: a surname does after Mr, Ms, Dr                                                   |
# | RARE_IN_PART      | below: a word does beside one more word of the name                                      |
# | COMMON_PAIR       | from: "hope will" may be prose, so both words need their capitals                        |
# | ORDINARY          | from: not a slip of the pen for some rarer word                                          |
# | PROSE             | from: a word by itself, not a piece of one that was broken in two                        |
RARE = 3.3
VERY_RARE = 2.9
RARE_AS_A_NAME = 3.9
RARE_AFTER_TITLE = 3.9
RARE_IN_PART = 4.8
COMMON_PAIR = 5.0
ORDINARY = 3.0
PROSE = 4.0
SHORTEST_ALONE = 4  # letters
SHORTEST_MISSPELT = 5  # letters
TWO_SLIPS_FROM = 9  # letters
ACRONYM_LENGTHS = range(3, 8)
PHRASE_WORDS = 7
PHRASE_CONTENT = 3  # words among them that carry meaning
LONG_PHRASE_WORDS = 9  # so many are taken over, whatever they carry
CONTENT = 5.6  # zipf below which a word carries meaning
AMOUNT_FIGURES = 3  # £12,345 has five figures that say something, £5,000 one


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LEGAL_FORMS = _set("cic cio cyf cyfyngedig inc incorporated limited llp ltd plc")
SMALL_WORDS = _set(
    """
    a an and at by for from in of on or the to with y ap
    """
)
# What organisations are called besides their own name.
GENERIC = _set(
    """
    academy action advice agency aid alliance arts assist assistance associates association benefit bureau
    business care caring catering central centre charity children church city civil cleaning club co college
    community communities company concern construction consortium consultancy consultants consulting contracting
    contractors cooperative council county creative cultural data design development digital direct disability
    east eastern education electrical employment energy enterprise enterprises environmental equality event events
    facilities families family federation first food forum foundation friends furniture garden gardens global
    grounds group health help heritage holdings home homes hospice hospital house housing hub industries
    initiative innovation institute interest international it kids landscape landscapes learning legal leisure
    life live living local logistics maintenance management media mental museum music national network networks
    new north northern office office older one open partners partnership people personal planning plus printing
    products professional programme project projects property provider providers public recruitment recycling
    region regional removals rental repairs research residential resources safety school schools security service
    services skills social society software solution solutions south southern specialist sport sports staff studio
    studios supplies supply support systems team tech technologies technology theatre training transport travel
    trust uk union unit united university venture ventures voluntary volunteer volunteers waste wellbeing west
    western women work works workshop world young youth
    """
)
# First names as common as COMMON_PAIR that are also words. "Paul Brown" is nobody's prose, "mark will" may be.
NAMES_AND_WORDS = _set(
    """
    april art august bill christian dean frank grant guy hope jack june long mark may rich rose summer will
    """
)
# Rare in English at large, everyday in what we write about.
_TRADE = _set(
    """
    accreditation adjudication advert arithmetic assessor authority's benchmark bidder bidders bidding bids
    clarification clarifications compliant consortia contractor contractors debrief debriefing deliverables
    disbursement disclosable evaluator evaluators framework frameworks incumbent indemnity invoice invoiced
    invoices invoicing lot lots lotting mobilisation moderation moderator novation onboarding outsourced overdue
    portal pricing procurement procurements proportionate purchaser quotation quotations redacted remittance
    resubmit retender reweighting rubric scoring shortlist shortlisted shortlisting spreadsheet standstill
    subcontract subcontracting subcontractor subcontractors submission submissions supplier suppliers tender
    tendered tenderer tenderers tendering tenders threshold thresholds timescale timescales turnover undisputed
    unsuccessful upheld weighting weightings workbook
    """
)
# Everyday capitals in letters about procurement.
PUBLIC_ACRONYMS = _set(
    """
    act api bacs bafo ccg ccs ceo cfo chp cio cpd cpv csv ddat dfe dhsc dps dpo dwp eir eoi esg eu faq foi fte fts
    gdpr gla hmrc hmt hr html ico icb ict iso itt itp itn jct kpi lgps mat mod moj mot mou msat nec nda nhs nice
    nts ocds oecd ofsted ojeu pcr pdf pin po ppe ppn pprs pqq psr qa qc rfi rfp rfq roi sbcc sla sme sow sq tfl
    tupe uk url usb vat vcse voip wto xlsx
    """
)
_AUTHORITIES = Path(__file__).parents[2] / "complaints" / "data" / "authorities.csv"


@cache
def frequency(word: str) -> float:
    return zipf_frequency(word, "en")


def is_rare(word: str, below: float = RARE) -> bool:
    """Whether it says by itself who it is. `word` is folded."""
    return frequency(word) < below and not (word in GENERIC or word in _TRADE or word in _public_places())


def is_ordinary(word: str) -> bool:
    """A word that people write without meaning any other."""
    return word.isdecimal() or frequency(word) >= ORDINARY or not is_rare(word)


def is_prose(word: str) -> bool:
    return len(word) > 1 and not word.isdecimal() and frequency(word) >= PROSE


def carries_meaning(word: str) -> bool:
    return frequency(word) < CONTENT and word not in SMALL_WORDS


@cache
def _public_places() -> frozenset[str]:
    """Words of authorities' names: Telford is rare in English, and names nobody."""
    with _AUTHORITIES.open(encoding="utf-8") as file:
        names = " ".join(row["name"] for row in csv.DictReader(file))
    return frozenset(re.findall(r"[a-z]{4,}", plain(names)))
